"""
Links in place of accounts: whoever has the link is who it says. A link is a secret; the store keeps its digest alone.

Three roles: a *caregiver* sees one plan as a caregiver may, and adds what they write; a *reader* only sees it; a
*clinician* sees the plans that the link names, and changes them.
"""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Link:
    """What a link opens: the name that is written beside what its holder does, their language, and which plans."""

    role: Literal["caregiver", "reader", "clinician"]
    name: str
    plans: tuple[str, ...]
    language: str = "en"


def new_token():
    """Return 256 bits of chance, as they can stand in an address."""
    return secrets.token_urlsafe(32)


def digest(token):
    """
    Return what is kept of a token. Whoever reads the store cannot open a page with it. A token is not guessable, as a
    password is, so that one round of SHA-256 is enough.
    """
    return hashlib.sha256(token.encode()).hexdigest()
