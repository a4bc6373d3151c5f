"""
Text to values and back: JSON, TOML and CSV. The only package that knows cattrs.

Decides nothing about what it reads but whether it is whole.
"""
