"""
The parts of an archive (.zip) from outside: none takes more room than it says of itself.

Knows nothing of what the parts are, or of how much is too much.
"""

from __future__ import annotations

import zipfile

__all__ = ["unpacked"]


def unpacked(whole: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """
    Return the bytes of a part, and never hold more of it than it says that it has.

    Raises whatever `zipfile` raises, which is almost anything, for a part that is damaged, locked, longer than it says,
    or packed in a way that neither we nor spreadsheets use.
    """
    # Asked for all of a part, `zipfile` unpacks it to the end before it looks at how long it was to be; and of the
    # other ways of packing it unpacks each piece whole.
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError  # as `zipfile` does of a way that it does not know
    with whole.open(part) as opened:
        return opened.read(part.file_size)
