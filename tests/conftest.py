"""
How the tests are run: property tests without a deadline, and without a choice that differs from run to run. And where
data that may not lie in the repository is found.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# What is known is large and never changes: to look through all of it again and again for what could be thrown away took
# a tenth of the time.
gc.set_threshold(100_000, 20, 20)

# Built reviews are slow next to Hypothesis' 200 ms, and a clock has no place in a test. The examples are drawn the same
# way each time: what fails for one person fails for the next. `--hypothesis-profile=wide` looks further.
settings.register_profile(
    "steady", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("wide", deadline=None, max_examples=1000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

#: Pipes, devices, disks that are full, writers that are killed and names that are no text, as Linux has them; other
#: systems have others.
collect_ignore = [] if sys.platform == "linux" else ["cli/test_terminal.py", "journal/test_survives.py"]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """
    The folder of published single-case data, which lies outside the repository: its licence is not this project's.

    Looked for in the environment variable COACHPLAN_DATA, and else as `shared/data` beside one of the folders above.
    """
    named = os.environ.get("COACHPLAN_DATA")
    folders = [Path(named)] if named else [above / "shared" / "data" for above in Path(__file__).resolve().parents]
    for folder in folders:
        if (folder / "reference_values.csv").is_file():
            return folder
    pytest.skip("The published data is not here: set COACHPLAN_DATA to the folder that holds reference_values.csv.")
