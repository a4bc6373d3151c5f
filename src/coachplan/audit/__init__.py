"""
An audit trail: each review with all that it was made from, made again by what is installed now, and the difference.

What is less safe than it was comes first. Knows no file and no database, and decides nothing.
"""

from __future__ import annotations

from coachplan.audit.differences import Audit, Difference, Weight
from coachplan.audit.keeping import audited, made_with
from coachplan.audit.repeating import again, engine_of
from coachplan.model.audited import Audited, MadeWith, Trail

__all__ = [
    "Audited", "MadeWith", "Trail", "audited", "made_with",
    "Audit", "Difference", "Weight", "again", "engine_of",
]  # fmt: skip
