"""Observable state of the studio, without widgets."""
