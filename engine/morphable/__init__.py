"""A morphable model of faces: what a latent says of a face, at the full size of the planes."""
