"""
Occupational therapy for coachplan: dressing, washing, the table, play, calming and bedtime.

Hands over the content of `catalogue/` and holds no logic. Knows nothing of speech, of swallowing or of how a decision
is made.
"""

from importlib.resources import files

from coachplan import Catalogue, hookimpl, read_catalogue

__all__ = ["coachplan_catalogue"]


@hookimpl
def coachplan_catalogue() -> Catalogue:
    """
    Return the skills, strategies, rules, signs and words of occupational therapy, in English and Spanish.
    """
    return read_catalogue(files(__name__) / "catalogue", name="coachplan-ot")
