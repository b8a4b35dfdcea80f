"""Scores the candidates of each figure with a trained reader: features, encoder, heads, calibration."""
