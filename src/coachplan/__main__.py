"""
The command line by the name of the package: `python -m coachplan` does what `coachplan` does.

Knows nothing but where it begins. Needs the extra `coachplan[cli]`, which the rest of the package does not.
"""

from __future__ import annotations

from coachplan.cli import main

__all__: list[str] = []

if __name__ == "__main__":  # a worker that was spawned imports this once more, by another name
    main()
