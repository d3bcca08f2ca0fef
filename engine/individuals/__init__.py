"""Synthetic individuals: recipes, meshes, renders, captions and the data sets made of them."""
