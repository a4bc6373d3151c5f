"""
What was found of how it goes, and how sure that is: two lines for a clinician.

Counts as they were written, then what is believed of an ordinary day. Decides nothing.
"""

from __future__ import annotations

import math

from coachplan.base.messages import Message
from coachplan.model.sentences import LIKELY, STANDING, WITH_UPSET
from coachplan.progress.practice import Practice

__all__ = ["doubt", "found"]

#: Under so many tries any count can be chance, as `core/too-early` has it.
_FEW_TRIES = 9

#: From this far apart the days lately say themselves why it is not sure.
_FAR_APART = 0.5


def found(practice: Practice, counted: object) -> Message | None:
    """
    Return what was counted lately, *counted* as it is said; how many tries in ten work on an ordinary day, and between
    which it may be, in nine cases of ten on each side; and on how many of these days there was crying. None where no
    day can be judged.
    """
    if not practice.tally.usual:
        return None
    least, most = _between(practice)
    about = round(10 * practice.belief.success())
    likely = Message(LIKELY, {"about": about, "least": least, "most": most})
    standing = Message(STANDING, {"counted": counted, "likely": likely})
    upset = sum(1 for day in practice.lately if "distressed" in day.tags)
    if not upset:
        return standing
    return Message(WITH_UPSET, {"found": standing, "upset": upset, "n": len(practice.lately)})


def _between(practice: Practice) -> tuple[int, int]:
    low, high = practice.bounds
    return int(10 * low), math.ceil(10 * high)


def doubt(practice: Practice) -> Message | None:
    """
    Return why what was found is no surer; with between which it may be, for whoever asks.
    """
    judged = [day for day in practice.lately if day.tries]
    if not judged or not practice.tally.usual:
        return None
    least, most = _between(practice)
    tries, shares = sum(day.tries for day in judged), [day.share for day in judged]
    why = "range"
    if len(judged) < practice.parameters.lately_days or tries < _FEW_TRIES:
        why = "too-few"
    elif not sum(day.counted[0] for day in judged):
        why = "marks"
    elif max(shares) - min(shares) >= _FAR_APART:
        why = "swings"
    return Message(f"core/doubt.{why}", {"least": least, "most": most, "n": len(judged)})
