"""
Every kind of mistake by its code, so that a program can act on it: a short word that stays, and what it stands for.

Grouped by what the caller does next, as the classes of errors are. Sentences may be worded anew; a code never is. Knows
nothing of where a mistake is found.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["CODES", "INVALID", "MISSING", "NOT_ALLOWED", "STALE", "UNKNOWN", "UNREADABLE", "unknown"]

#: A value or a document that has to be mended.
INVALID = {
    "invalid-value": "a value that does not fit, and of which no more can be said",
    "missing-field": "a field, an argument or a column that must be there is not",
    "unknown-field": "there is no field, argument, key or column of this name",
    "not-text": "text was expected",
    "not-a-number": "a number was expected",
    "not-a-day": "a day was expected",
    "not-a-list": "a list was expected",
    "not-a-table": "a table of named fields was expected",
    "wrong-kind": "a value of another kind was expected",
    "unknown-word": "a field that takes one of a few words has another one",
    "unknown-language": "this is no language that can be read",
    "out-of-range": "a number, a day or a length is outside of what it can be",
    "too-few": "there are fewer than are needed",
    "too-many": "there are more than can be taken",
    "cannot-be-kept": "a value that could not be written down and read back",
    "duplicate": "a name or an id stands twice",
    "not-an-id": "an id is not `namespace/name`, or in somebody else's namespace",
    "nobody-named": "nobody is named who decides",
    "wrong-day": "a day that is before or after what it belongs to",
    "nothing-to-change": "a change that changes nothing",
    "different-children": "plans of different children where one child is reviewed",
    "not-a-condition": "the condition of a rule cannot be read, or can never be true",
    "unsound": "content that is read, and says what it should not",
    "missing-words": "a text, a translation or a word list is empty or not there",
    "not-a-document": "this is no kind of document, or not a value that is one",
    "wrong-format": "the format line is missing, or names another kind of document",
    "newer-format": "a newer coachplan wrote this",
    "not-json": "the text is not JSON, or nested too deeply",
    "not-toml": "the text is not TOML, or not as it is read here",
    "not-utf-8": "the text is not in UTF-8",
    "wrong-suffix": "files that end like this are not read here",
    "without-words": "a value out of a document was asked for words, and was given no texts",
    "no-result": "a measure has no value for these numbers",
    "plugin-failed": "a plugin cannot be used, or hands over what cannot be used",
    "cannot-be-reviewed": "something failed while a family of a caseload was reviewed",
}

#: An id that does not exist here: choose another, or load the plugin whose it is.
UNKNOWN = {
    "unknown-id": "there is nothing of this id",
    "unknown-caution": "there is no caution of this name",
    "unknown-discipline": "there is no discipline of this name",
    "unknown-focus": "the plan has no focus of this id",
    "unknown-routine": "the family has no routine of this id",
    "unknown-routine-kind": "there is no kind of routine of this id",
    "unknown-skill": "there is no skill of this id",
    "unknown-step": "the skill has no step of this number",
    "unknown-strategy": "there is no strategy of this id",
    "unknown-signal": "there is no signal of this name",
    "unknown-tag": "there is no tag of this name",
    "unknown-plugin": "there is no plugin or module of this name",
}

#: Made from another state of the plan, or too long ago: review again.
STALE = {
    "stale": "this was made from another state of the plan",
    "other-plan": "this was made from another plan",
    "too-late": "the day until which this could be taken is over",
    "log-not-read": "the log was not looked at again since this was made",
}

#: Right as it stands, and not to be done: by somebody else, later, or never.
NOT_ALLOWED = {
    "not-allowed": "this is not to be done",
    "needs-clinician": "only a clinician does this",
    "flag-stands": "a red flag stands in the way; a clinician clears it first",
    "waits-its-turn": "another change of the plan comes first",
    "not-offered": "no review could have offered this: it was changed on its way",
}

#: Outside of coachplan, on the disk or in another process: look there.
UNREADABLE = {
    "no-such-file": "there is no such file",
    "no-such-folder": "there is no such folder, or nothing to read in it",
    "cannot-read": "the file cannot be read",
    "cannot-write": "the file cannot be written",
    "exists": "what would be written is there already",
    "worker-gone": "a worker of a caseload ended, and what it worked on with it",
    "damaged": "what was kept is not as it was written",
}

#: Something to install first.
MISSING = {"missing-extra": "an extra of coachplan is not installed"}

#: All of them: code to what it stands for.
CODES: Mapping[str, str] = MappingProxyType({**INVALID, **UNKNOWN, **STALE, **NOT_ALLOWED, **UNREADABLE, **MISSING})


#: Kinds that sentences call by a longer name.
_CALLED = {"entry tag": "tag", "routine of the family": "routine", "kind of step": "word"}


def unknown(kind: str) -> str:
    """
    Return the code for an id of a kind that does not exist: `unknown-routine-kind` for a "routine kind".
    """
    code = f"unknown-{_CALLED.get(kind, kind).replace(' ', '-')}"
    return code if code in CODES else "unknown-id"
