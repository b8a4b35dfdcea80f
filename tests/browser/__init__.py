"""What a person meets: the report in a real browser."""
