"""Prefect flows, sources, settings and the command line: the only package that meets the outside world."""
