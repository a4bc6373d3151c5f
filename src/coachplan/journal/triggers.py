"""
What the database itself refuses, whoever asks: to change or take away a row of the journal.

Made anew after every migration, since SQLite loses them where a table is written over. They keep out mistakes and
careless tools, and not the owner of the file or the database, who can drop them.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

__all__ = ["NAMES", "make_triggers", "standing"]

#: Of what "insert or replace" takes away no trigger before a delete is told, so that it is refused where it is put in.
_SQLITE = {
    "coachplan_journal_stands": """
before update on coachplan_journal begin select raise(abort, 'the journal only grows'); end""",
    "coachplan_journal_stays": """
before delete on coachplan_journal
when not exists (select 1 from coachplan_journal_erasing where stream = old.stream)
begin select raise(abort, 'the journal only grows'); end""",
    "coachplan_journal_grows": """
before insert on coachplan_journal
when exists (select 1 from coachplan_journal where seq = new.seq)
    or exists (select 1 from coachplan_journal where stream = new.stream and version = new.version)
    or exists (select 1 from coachplan_journal where stream = new.stream and once = new.once)
begin select raise(abort, 'the journal only grows'); end""",
    "coachplan_journal_erasures_stand": """
before update on coachplan_journal_erasures begin select raise(abort, 'the journal only grows'); end""",
    "coachplan_journal_erasures_stay": """
before delete on coachplan_journal_erasures begin select raise(abort, 'the journal only grows'); end""",
    "coachplan_journal_erasures_grow": """
before insert on coachplan_journal_erasures when exists (select 1 from coachplan_journal_erasures where seq = new.seq)
begin select raise(abort, 'the journal only grows'); end""",
}

_FUNCTION = """
create or replace function coachplan_journal_refuses() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and tg_table_name = 'coachplan_journal' then
        if old.stream = nullif(current_setting('coachplan.erasing', true), '') then
            return old;
        end if;
    end if;
    raise exception 'the journal only grows';
end $$"""

_POSTGRESQL = {
    "coachplan_journal_stands": "before update or delete on coachplan_journal for each row",
    "coachplan_journal_stays": "before truncate on coachplan_journal",
    "coachplan_journal_erasures_stand": "before update or delete on coachplan_journal_erasures for each row",
    "coachplan_journal_erasures_stay": "before truncate on coachplan_journal_erasures",
}

#: The triggers that must stand, by the name of the database's dialect.
NAMES = {"sqlite": frozenset(_SQLITE), "postgresql": frozenset(_POSTGRESQL)}


def make_triggers(connection: Connection) -> None:
    """
    Make every trigger, in the place of those of before.
    """
    if connection.dialect.name == "sqlite":
        for name, says in _SQLITE.items():
            connection.exec_driver_sql(f"drop trigger if exists {name}")
            connection.exec_driver_sql(f"create trigger {name}{says}")
        return
    connection.exec_driver_sql(_FUNCTION)
    for name, says in _POSTGRESQL.items():
        table = says.partition(" on ")[2].partition(" ")[0]
        connection.exec_driver_sql(f"drop trigger if exists {name} on {table}")
        connection.exec_driver_sql(f"create trigger {name} {says} execute function coachplan_journal_refuses()")


def standing(connection: Connection) -> frozenset[str]:
    """
    Return the names of the triggers of a journal that stand, and are not switched off.
    """
    if connection.dialect.name == "sqlite":
        asked = "select name from sqlite_master where type = 'trigger' and tbl_name like 'coachplan_journal%'"
    else:
        asked = (
            "select tgname from pg_trigger where tgenabled in ('O', 'A') and tgrelid in "
            "(to_regclass('coachplan_journal'), to_regclass('coachplan_journal_erasures'))"
        )
    return frozenset(connection.execute(text(asked)).scalars())
