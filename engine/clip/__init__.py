"""The latent z: an image tower on frozen features and a text tower that share one space."""
