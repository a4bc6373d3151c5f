"""
What is known and how it is asked: skills, strategies, rules and their conditions, summed in one catalogue.

Knows no family.
"""
