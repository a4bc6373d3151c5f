"""
What Alembic runs: the steps that are missing, on the connection that it was handed.

Read by Alembic alone, and imported by nobody.
"""

from __future__ import annotations

from alembic import context

from coachplan.journal.tables import VERSIONS

__all__ = ["run"]


def run() -> None:
    """
    Take the missing steps, in the transaction that is open.
    """
    context.configure(
        connection=context.config.attributes["connection"], version_table=VERSIONS, transactional_ddl=True
    )
    with context.begin_transaction():
        context.run_migrations()


if __name__ == "env_py":  # what Alembic calls it
    run()
