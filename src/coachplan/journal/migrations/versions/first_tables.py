"""
The first version: the events, what was erased, and whose rows are being erased.

It names its columns itself: what is in `tables` is the newest version's.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

__all__ = ["down_revision", "revision", "upgrade"]

revision = "0001"
down_revision = None


def upgrade() -> None:
    """
    Make the tables.
    """
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "coachplan_journal",
        sa.Column("seq", number, sa.Identity(always=True), primary_key=True),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("once", sa.Text),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("seal", sa.Text, nullable=False),
        sa.UniqueConstraint("stream", "version", name="coachplan_journal_one_after_another"),
        sa.UniqueConstraint("stream", "once", name="coachplan_journal_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("coachplan_journal_items", "coachplan_journal", ["stream", "kind", "item", "version"])
    op.create_index("coachplan_journal_plans", "coachplan_journal", ["kind", "item"])
    op.create_table(
        "coachplan_journal_erasures",
        sa.Column("seq", number, sa.Identity(always=True), primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("events", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table("coachplan_journal_erasing", sa.Column("stream", sa.Text, primary_key=True))
