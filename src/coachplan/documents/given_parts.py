"""
A value out of the fields that a document gives: each is read and checked, and what stands at its default is not.

For what has many fields of which most are left out, and of which there are thousands. Where anything is wrong it only
says so: which field it is and why is told by whoever reads it with its places (`codec`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs
from cattrs import Converter

from coachplan.base.copies import unchecked

__all__ = ["of_given"]


def of_given(cls: type, converter: Converter) -> Callable[[Mapping[str, Any], Any], Any]:
    """
    Return what makes a value of an attrs class as its constructor does, where no validator of it asks about more than
    its own field. What it returns raises anything at all for a field that is wrong, missing or unknown.
    """
    fields: Any = attrs.fields(cls)
    known = {each.alias: (converter.get_structure_hook(each.type), each.converter, each) for each in fields}
    needed = [each.alias for each in fields if each.default is attrs.NOTHING]
    make = unchecked(cls)

    def made(raw: Mapping[str, Any], _: Any) -> Any:
        parts: dict[str, Any] = {}
        for name, value in raw.items():
            read, convert, field = known[name]
            part = read(value, field.type)
            if convert is not None:
                part = convert(part)
            if field.validator is not None:
                field.validator(None, field, part)
            parts[name] = part
        for name in needed:
            _ = parts[name]  # raises where it is missing
        return make(**parts)

    return made
