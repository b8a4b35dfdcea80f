"""Reference data reviewed like code, its checked schema, its loader, and the sample articles."""
