"""What must not change a reading: other names, other verbs of saying, an unrelated paragraph."""
