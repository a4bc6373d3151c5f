"""
One engine a process: sent as how it was made, made once where it arrives, and refused where it would be another.

Executors of others have no place in which to begin a worker, so what was made is kept by what was sent. Knows nothing
of cases.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from threading import Lock

from attrs import fields, frozen

from coachplan.base.digests import digest
from coachplan.base.errors import CoachplanError, Finding, describe
from coachplan.engine import Engine
from coachplan.knowledge.catalogue import Catalogue

__all__ = ["Sent", "engine_of", "send"]

#: So many engines are kept in one process: of one caseload after another, or of two at once.
_MOST = 2

_MADE: OrderedDict[Sent, Engine | CoachplanError] = OrderedDict()
_ONE_AT_A_TIME = Lock()


@frozen
class Sent:
    """
    An engine on its way: how it was made, pickled, and the digest of all that it knows.
    """

    made_from: bytes
    knows: str


def send(engine: Engine) -> Sent:
    """
    Return an engine as it can be sent. Raises `InvalidError` where a plugin was given to it that cannot be.
    """
    try:
        made_from = pickle.dumps(engine)
    except Exception as error:  # noqa: BLE001 - pickle raises whatever a plugin raises
        what = f"this engine cannot be sent to another process: {describe(error)}"
        hint = "Give plugins as modules, or install them; or review in process, or in threads."
        raise CoachplanError(Finding(item="engine", what=what, hint=hint, code="cannot-be-kept")) from None
    sent = Sent(made_from, _all_it_knows(engine))
    with _ONE_AT_A_TIME:
        _keep(sent, engine)  # for workers that are threads of this process
    return sent


def engine_of(sent: Sent) -> Engine:
    """
    Return the engine that was sent: made the first time, and kept. Raises `CoachplanError` where it would be another
    here.
    """
    with _ONE_AT_A_TIME:
        if sent not in _MADE:
            _keep(sent, _made(sent))
        engine = _MADE[sent]
    if isinstance(engine, CoachplanError):
        raise engine
    return engine


def _keep(sent: Sent, engine: Engine | CoachplanError) -> None:
    _MADE[sent] = engine
    while len(_MADE) > _MOST:
        _MADE.popitem(last=False)


def _made(sent: Sent) -> Engine | CoachplanError:
    try:
        engine: Engine = pickle.loads(sent.made_from)  # noqa: S301 - what the caller's own process has pickled
    except CoachplanError as error:
        return error
    except Exception as error:  # noqa: BLE001 - as above
        return _refused(f"the engine cannot be made in this worker: {describe(error)}")
    if _all_it_knows(engine) != sent.knows:
        return _refused("a worker has other content, or another release, than the process that asks it.")
    return engine


def _refused(what: str) -> CoachplanError:
    hint = "Install the same releases, and give the same folders of content, wherever a worker runs."
    return CoachplanError(Finding(item="engine", what=what, hint=hint, code="plugin-failed"))


def _all_it_knows(engine: Engine) -> str:
    # A reading is code, which no digest reads: it is known by its name, and by the version of whoever brings it.
    knows = engine.catalogue
    shelves = {each.name: getattr(knows, each.name) for each in fields(Catalogue) if each.name != "signals"}
    return digest(engine.made_with, engine.help, sorted(knows.signals), shelves)
