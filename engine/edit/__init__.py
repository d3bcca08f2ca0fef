"""Edits: moving z by words, and bringing parts to measured colours."""
