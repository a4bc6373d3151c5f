"""
How people write a language, and the one way in which it is kept: `es` for `ES`, `spa`, `Spanish` and `español`.

Every door that is given a language asks here, so that what is read in a language is answered in it. Knows nothing of
which languages there are words for.
"""

from __future__ import annotations

import re
from functools import lru_cache

from coachplan.base.asking import asking
from coachplan.base.disclosure import found, found_code, plain
from coachplan.base.errors import CoachplanError, Finding

__all__ = ["a_language", "base_language", "by_language", "kept_language", "language_code", "right_to_left"]

#: Written from right to left, whatever their script is called in full.
_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ku khw ks pnb prs ps sd syr ug ur yi".split())
#: Of what is written in two ways, the script says it.
_SCRIPTS = {"arab": True, "hebr": True, "syrc": True, "thaa": True, "latn": False, "cyrl": False}

#: A language by its code of two letters: its codes of three, what it is called in English, and by those who speak it.
_CALLED = """
ar: ara arabic العربية
bn: ben bengali bangla বাংলা
cs: ces cze czech čeština česky
da: dan danish dansk
de: deu ger german deutsch
el: ell gre greek ελληνικά
en: eng english inglés ingles
es: spa spanish español espanol castellano castilian
fa: fas per persian farsi فارسی
fi: fin finnish suomi
fr: fra fre french français francais
he: heb hebrew עברית
hi: hin hindi हिन्दी हिंदी
hu: hun hungarian magyar
it: ita italian italiano
ja: jpn japanese 日本語
ko: kor korean 한국어
nl: nld dut dutch nederlands
no: nor norwegian norsk
pl: pol polish polski
pt: por portuguese português portugues
ro: ron rum romanian română romana
ru: rus russian русский
so: som somali soomaali
sv: swe swedish svenska
sw: swa swahili kiswahili
tl: tgl tagalog
tr: tur turkish türkçe turkce
uk: ukr ukrainian українська
ur: urd urdu اردو
vi: vie vietnamese
zh: zho chi chinese mandarin 中文
"""

_CODES = {name: line[:2] for line in _CALLED.split("\n") for name in line[3:].split()}

#: A language, and after it a script of four letters, a region of two letters or three digits, or a way of writing.
_TAG = re.compile(r"([a-z]{2,3})((?:-(?:[a-z]{4}|[a-z]{2}|\d{3}|[a-z](?=-)|[a-z\d]{5,8}|\d[a-z\d]{3}))*)")


#: Systems add how letters are kept: `es_MX.UTF-8`.
_ENCODING = re.compile(r"\.(utf-?8|iso-?8859-?\d+)$")


@lru_cache(maxsize=1024)
def _read(written: str) -> str | None:
    bare = _ENCODING.sub("", written.strip().casefold())
    base, *others = re.split(r"[-_]", bare)
    tag = _TAG.fullmatch("-".join((_CODES.get(base, base), *others)))
    if tag is None:
        return None
    parts = tag[2].split("-")[1:]
    return "-".join(
        (tag[1], *(each.title() if len(each) == 4 else each.upper() if len(each) == 2 else each for each in parts))
    )


def language_code(written: str) -> str:
    """
    Return a language as it is kept: `pt-BR` for `pt_BR`, `PT-br` and `pt_BR.UTF-8`; `es` for `spa` and `Spanish`.

    Raises `CoachplanError` where it is no language that can be read.
    """
    code = _read(plain(written)) if isinstance(written, str) else None
    if code is None:
        what = f"found {found_code(written) if isinstance(written, str) else found(written)}, which is no language."
        hint = 'Write it as a tag, such as "es" or "pt-BR".'
        raise CoachplanError(Finding(item="language", what=what, hint=hint, code="unknown-language"))
    return code


def kept_language(written: str) -> str:
    """
    Return a language as it is kept where it can be read, else what was written: a note is never refused for it.
    """
    # What is no text at all is for the field to refuse.
    return (_read(plain(written)) or written) if isinstance(written, str) else written


@lru_cache(maxsize=1024)
def base_language(written: str) -> str:
    """
    Return the language without its region, however it is written: `es` for `es-MX`, `es_MX`, `ES` and `Spanish`. What
    cannot be read is no language, and stands as it was written.
    """
    code = _read(written)
    return written.strip().casefold() if code is None else code.partition("-")[0]


# -- for fields, which `language_code` has read


@asking(format="language")
def a_language(_instance: object, _attribute: object, _value: object) -> None:
    """
    Stand beside a converter: the field is a language.
    """


@asking(propertyNames={"format": "language"})
def by_language(_instance: object, _attribute: object, _values: object) -> None:
    """
    Stand beside a converter: what the field holds is by language.
    """


def right_to_left(language: str) -> bool:
    """
    Say whether a language is written from right to left: by its script where it names one, else by what it is.
    """
    parts = language_code(language).casefold().split("-")
    named = [_SCRIPTS[part] for part in parts[1:] if part in _SCRIPTS]
    return named[0] if named else parts[0] in _RIGHT_TO_LEFT
