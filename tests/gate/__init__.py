"""The gate: how often a whole record is right in news that nobody tuned on."""
