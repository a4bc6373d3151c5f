"""
The command line by the name of its package: `python -m coachplan.cli`.

Knows nothing but where it begins.
"""

from __future__ import annotations

from coachplan.cli import main

__all__: list[str] = []

if __name__ == "__main__":  # a worker that was spawned imports this once more, by another name
    main()
