"""DuckDB: migrations, views and canned queries as SQL files, and the few functions that run them."""
