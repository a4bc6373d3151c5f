"""
Does a plugin keep the contract: every check in one call, and a report that a person can act on.

Knows no discipline.
"""
