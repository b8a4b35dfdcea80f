"""Pure functions from text to records. No I/O, no Prefect, no Great Expectations, no DuckDB, no environment."""
