"""
How a journal came from one version to the next, step by step, for Alembic. Nothing is ever taken back.
"""
