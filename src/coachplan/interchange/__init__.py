"""
What other systems read: plain dicts in the forms that they agreed on. Decides nothing: what is said comes from the
plan, the entries and the review.
"""
