"""Diffusion over rolled-out triplanes: the denoiser, its preconditioning, the sampler, the training."""
