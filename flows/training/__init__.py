"""Trains the reader of context: labels in, weights and their card out. Needs the extra `train` (PyTorch)."""
