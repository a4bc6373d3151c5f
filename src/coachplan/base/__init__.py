"""
What every file stands on: errors, ids, messages, how values are checked, kept and told of.

Knows nothing of coaching.
"""
