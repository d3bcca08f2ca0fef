"""What every training run shares: checkpoints, averages, curves, weights with model cards."""
