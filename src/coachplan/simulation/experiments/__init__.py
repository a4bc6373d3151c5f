"""
What is tried on made-up and recorded families, and how it is scored.

Decides nothing for anybody.
"""
