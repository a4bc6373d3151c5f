"""
Who decides for a made-up family: textbook rules, coachplan itself, or one that is watched.

None sees the truth.
"""
