"""
A caregiver's words to mentions: which signs stand in a note, and whether they are meant.

Knows no child and no plan.
"""
