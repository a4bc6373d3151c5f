"""
The command line, thin: every command asks the library and shows what it says.

Needs the extra `coachplan[cli]`, and says so where it is missing. Decides nothing by itself.
"""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """
    Run the command that was typed.
    """
    try:
        import click  # noqa: F401, PLC0415 - asked for here, so that its absence is told in one sentence
    except ImportError:
        sys.stderr.write('The command line needs click: pip install "coachplan[cli]"\n')
        sys.exit(2)
    from coachplan.cli.commands import coachplan  # noqa: PLC0415 - as above
    from coachplan.cli.terminal import run  # noqa: PLC0415 - as above

    run(coachplan)
