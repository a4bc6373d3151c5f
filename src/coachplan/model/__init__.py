"""
The nouns, as frozen values: family, skills, plan, entries, review.

They hold what was said. They decide nothing.
"""
