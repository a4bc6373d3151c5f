"""
The modules beside this file are no package: they are found here, wherever the tests of them are started. The published
data that they stand beside lies outside of the repository.
"""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of published single-case data: in COACHPLAN_DATA, else `shared/data` beside a folder above."""
    named = os.environ.get("COACHPLAN_DATA")
    folders = [Path(named)] if named else [above / "shared" / "data" for above in Path(__file__).resolve().parents]
    for folder in folders:
        if (folder / "reference_values.csv").is_file():
            return folder
    pytest.skip("The published data is not here: set COACHPLAN_DATA to the folder that holds reference_values.csv.")
