"""
Rows of text as columns: each as wide as its widest cell.

Knows nothing of what the cells say.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

__all__ = ["columns"]


def columns(rows: Sequence[Sequence[str]], *, indent: str = "") -> str:
    """
    Return rows as lines, every cell to the left under the one above it; a row may lack its last cells.
    """
    wide = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=False)) for row in rows)
    return "\n".join(f"{indent}{line}".rstrip() for line in lines)
