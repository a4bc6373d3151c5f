"""
Whoever else brings knowledge: found, asked one by one, checked, and summed.

What one of them does harms no other. Knows no family.
"""
