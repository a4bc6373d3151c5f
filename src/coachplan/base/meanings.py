"""
What people call a field that is called otherwise here: `notes`, `date`, `kid`.

Letters alone would take `notes` for `minutes`. Knows no field: what is meant is looked for among the names there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

__all__ = ["meant"]

#: Names that stand for much the same, a line each; one of them, written, means those of its line that exist.
_ALIKE = (
    ("note", "notes", "comment", "comments", "remark", "remarks", "text", "description", "observation",
     "worked", "hard", "question", "win", "why", "what"),
    ("date", "day", "when", "datetime", "timestamp", "time", "on", "since"),
    ("kid", "son", "daughter", "patient", "client", "pupil", "student", "child"),
    ("parent", "parents", "mother", "father", "carer", "guardian", "user", "caregiver", "caregivers", "who", "by"),
    ("author", "signed", "clinician", "therapist", "by", "who"),
    ("age", "months", "age_in_months", "age_months", "ages"),
    ("duration", "length", "mins", "min", "minute", "minutes", "minutes_a_day"),
    ("trials", "attempts", "attempt", "opportunities", "out_of", "total", "tries"),
    ("score", "correct", "hits", "passes", "passed", "ok", "success", "successes"),
    ("goal", "goals", "target", "skill", "aim", "focus", "focuses"),
    ("activity", "setting", "situation", "routine", "routines"),
    ("where", "location", "site", "place"),
    ("level", "stage", "rung", "step"),
    ("help", "prompt", "prompting", "assistance", "cueing", "support"),
    ("method", "technique", "approach", "strategy", "strategies"),
    ("mood", "behaviour", "behavior", "labels", "label", "tag", "tags"),
    ("frequency", "days", "days_per_week", "days_a_week"),
    ("lang", "locale", "language"),
    ("name", "title", "label"),
    ("identifier", "uid", "uuid", "key", "id"),
    ("end", "deadline", "until", "aim_day", "review_by"),
    ("log", "logs", "rows", "records", "entry", "entries"),
    ("reason", "reasons", "because", "why"),
    ("problem", "difficult", "difficulty", "struggle", "hard"),
    ("good", "well", "worked"),
    ("success_story", "highlight", "win"),
    ("severity", "priority", "level", "urgency"),
    ("mealtime", "mealtimes", "meal", "meals", "eating", "supper", "dinner", "lunch", "breakfast", "snack"),
    ("bathtime", "bath_time", "washing", "bath"),
    ("sleep", "night", "nap", "bedtime"),
    ("clothes", "getting_dressed", "dressing"),
    ("story", "stories", "reading", "books"),
    ("potty", "bathroom", "toilet"),
    ("teeth", "brushing_teeth", "toothbrushing"),
    ("nappy", "changing", "diaper"),
    ("cleanup", "clean_up", "cleaning_up", "tidy-up"),
    ("singing", "music", "songs"),
    ("tv", "tablet", "screen-time"),
    ("shopping", "park", "outing"),
)  # fmt: skip


def meant(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """
    Return the known names that people mean by *word*, in the order of the likelier first; none where no such is known.
    """
    asked, names = word.strip().casefold().replace("-", "_").replace(" ", "_"), set(known)
    alike = chain.from_iterable(line for line in _ALIKE if asked in line)
    return tuple(dict.fromkeys(name for name in alike if name in names and name != word))
