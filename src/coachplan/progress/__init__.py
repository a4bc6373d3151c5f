"""
Entries to readings: how practice goes, and how sure that is.

Knows no rule and no sentence.
"""
