"""
The modules beside this file are no package: they are found here, wherever the tests of them are started.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
