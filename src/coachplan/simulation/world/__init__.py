"""
Made-up families with a known truth, living day by day.

The truth stays inside; only scores may look at it.
"""
