"""
Speech and language practice at home: skills, strategies, rules, signs to raise and careful answers, in English and
Spanish.

Everything it knows is in `catalogue/`, which a therapist can read. It knows nothing of how a decision is made.
"""

from __future__ import annotations

from importlib.resources import files

from coachplan import Catalogue, hookimpl, read_catalogue

__all__ = ["coachplan_catalogue"]


@hookimpl
def coachplan_catalogue() -> Catalogue:
    """
    Return what the `catalogue` folder holds.
    """
    return read_catalogue(files(__name__) / "catalogue", name="coachplan-speech")
