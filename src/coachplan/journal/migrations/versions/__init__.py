"""
The versions of a journal, one file each, in the order of their numbers. What was released is never changed.
"""
