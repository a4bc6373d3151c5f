"""
Stories as tests: read from TOML, run through an engine, and held against what was expected.

Knows no discipline.
"""
