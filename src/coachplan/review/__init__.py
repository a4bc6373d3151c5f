"""
Plan, entries and a day to a review: what counts, what must stop, what could be done, what is decided and why.

Knows no file and no plugin.
"""
