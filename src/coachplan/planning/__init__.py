"""
What fits a family, a first plan, the next action made concrete, and what becomes of a plan when a person decides.

Knows no log but through its readings.
"""
