"""
A journal brought to the version that this coachplan writes: made, or taken from one version to the next.

All of it or nothing, by one process at a time. A journal of a newer coachplan is refused, and left as it is.
"""

from __future__ import annotations

from sqlalchemy import Connection, Engine, inspect, text

from coachplan.base.disclosure import found_code
from coachplan.base.errors import CoachplanError, Finding, missing_extra
from coachplan.journal.connections import nothing_in, plainly, writing
from coachplan.journal.tables import HEAD, VERSIONS
from coachplan.journal.triggers import make_triggers

__all__ = ["bring_up", "version_of"]

#: Where the steps are, as Alembic is told.
_STEPS = "coachplan.journal:migrations"
#: What one process at a time holds while it makes or changes tables: a number that nobody else is likely to choose.
_ONE_AT_A_TIME = "coachplan journal, its tables"


def version_of(connection: Connection) -> str:
    """
    Return the version of the journal in a database; "" where there is none.
    """
    if not inspect(connection).has_table(VERSIONS):
        return ""
    kept = connection.execute(text(f"select version_num from {VERSIONS}")).scalars().all()  # noqa: S608 - a name of ours
    return kept[0] if kept else ""


def bring_up(engine: Engine, where: str, *, make: bool) -> None:
    """
    Make the tables where they are not there and *make* allows it, or bring them to this version. Raises
    `CoachplanError` where there are none, and for a journal of a newer coachplan; `MissingExtraError` where a step has
    to be taken without Alembic.
    """
    with plainly(where), engine.connect() as connection:
        stands = version_of(connection)
    if stands == HEAD:
        return
    if not (stands or make):
        raise nothing_in(where)
    try:
        from alembic import command  # noqa: PLC0415 - slow to import, and asked for only where something is missing
        from alembic.config import Config  # noqa: PLC0415 - as above
        from alembic.script import ScriptDirectory  # noqa: PLC0415 - as above
    except ImportError:
        raise missing_extra("journal", "Alembic") from None
    config = Config()
    config.set_main_option("script_location", _STEPS)
    config.set_main_option("path_separator", "os")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with plainly(where, "written"), writing(engine, _ONE_AT_A_TIME) as connection:
        stands = version_of(connection)
        if stands and stands not in known:
            what = f"this journal has the version {found_code(stands)}; this coachplan writes {HEAD!r}."
            hint = "Update coachplan to open it."
            raise CoachplanError(Finding(where=where, what=what, hint=hint, code="newer-format"))
        if stands != HEAD:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        make_triggers(connection)
