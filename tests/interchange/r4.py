"""
What a resource of FHIR R4 must be, as far as it can be asked without a library: shapes, required codes, and what no
validator sees, as a script in a narrative, a question that stands twice, and a ratio of nothing.

Yields each mistake with its place. Knows nothing of coachplan.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

CODES = json.loads((Path(__file__).parent / "required_codes.json").read_text("utf-8"))["codes"]

#: What must be there (cardinality 1 and more), by the path of what holds it.
NEEDED = {
    "Bundle": ("type",),
    "Bundle.entry": ("fullUrl", "resource"),
    "CarePlan": ("status", "intent", "subject"),
    "Communication": ("status",),
    "Communication.payload": ("contentString",),
    "Flag": ("status", "code", "subject"),
    "Goal": ("lifecycleStatus", "description", "subject"),
    "Observation": ("status", "code"),
    "Observation.component": ("code",),
    "Patient": (),
    "Provenance": ("target", "recorded", "agent"),
    "Provenance.agent": ("who",),
    "Questionnaire": ("status",),
    "Questionnaire.item": ("linkId", "type"),
    "QuestionnaireResponse": ("status",),
    "QuestionnaireResponse.item": ("linkId",),
    "ServiceRequest": ("status", "intent", "subject"),
}
#: Of these there may be several, and so a list; of all else one, and so none.
LISTS = set(
    "entry identifier name goal activity category coding extension basedOn orderDetail note target item answer "
    "answerOption subjectType focus performer derivedFrom component agent recipient payload security when".split()
)
ONE = {("QuestionnaireResponse", "identifier"), ("Provenance", "activity"), ("Questionnaire", "name")}
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})\Z")
_STRING = re.compile(r"[ \r\n\t\S]+\Z")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ANSWERS = {
    "date": {"valueDate"}, "string": {"valueString"}, "text": {"valueString"}, "integer": {"valueInteger"},
    "decimal": {"valueDecimal"}, "choice": {"valueCoding"}, "open-choice": {"valueCoding", "valueString"},
}  # fmt: skip
_XHTML = "{http://www.w3.org/1999/xhtml}"


def mistakes(resource):
    """Yield each mistake of a resource, or of a Bundle and all in it."""
    yield from _shape(resource, resource.get("resourceType", "?"), resource.get("resourceType", "?"))
    yield from _meaning(resource)
    if resource.get("resourceType") == "Bundle":
        yield from _bundle(resource)


# -- shapes and codes


def _shape(value, path, place):
    if value is None or value in ("", [], {}):
        yield f"{place}: empty"
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _shape(each, path, f"{place}[{number}]")
    elif isinstance(value, dict):
        here = value.get("resourceType", path)
        yield from _required(value, here, place)
        for name, each in value.items():
            inner = f"{here}.{name}".replace(".item.item", ".item")
            several = name in LISTS and (here, name) not in ONE
            if isinstance(each, list) != several:
                yield f"{place}.{name}: {'no list' if several else 'a list'}"
            yield from _shape(each, inner, f"{place}.{name}")
            yield from _codes(each, inner, f"{place}.{name}")
    elif isinstance(value, str):
        yield from _text(value, path, place)
    elif isinstance(value, float) and not abs(value) < float("inf"):
        yield f"{place}: no number"


def _required(value, here, place):
    for name in NEEDED.get(here, ()):
        if name not in value:
            yield f"{place}.{name}: missing"
    if "resourceType" in value:
        if value["resourceType"] not in NEEDED:
            yield f"{place}: no resource of ours"
        if not _ID.match(value.get("id", "-")):
            yield f"{place}.id: no id"
    answers = {name.lstrip("_") for name in value if name.lstrip("_").startswith("value")}
    if len(answers) > 1 and "code" not in value and not {"value", "unit"} & set(value):
        yield f"{place}: two values"


def _text(value, path, place):
    if not value.strip() or not _STRING.match(value) or _NO_XML.search(value):
        yield f"{place}: no text"
    name = path.rpartition(".")[2]
    if name in ("valueDate", "occurredDateTime", "effectiveDateTime", "startDate", "dueDate", "start", "end"):
        if not _DAY.match(value):
            yield f"{place}: no day"
    elif name in ("recorded", "timestamp") and not _INSTANT.match(value):
        yield f"{place}: no moment with its zone"
    elif name in ("code", "system", "url", "linkId", "questionnaire", "reference") and re.search(r"\s", value):
        yield f"{place}: a blank in a code"
    elif name == "div":
        yield from _narrative(value, place)


def _codes(value, path, place):
    if path in CODES:
        for code in _in(value):
            if code not in CODES[path]:
                yield f"{place}: {code!r} is not one of the required codes"


def _in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (each.get("code") for each in value.get("coding", [value]))
    elif isinstance(value, list):
        for each in value:
            yield from _in(each)


# -- what no validator sees


def _narrative(div, place):
    try:
        root = ET.fromstring(div)
    except ET.ParseError:
        yield f"{place}: no XHTML"
        return
    for each in root.iter():
        if each.tag.removeprefix(_XHTML) not in ("div", "p") or not each.tag.startswith(_XHTML):
            yield f"{place}: a {each.tag} in a narrative"
        if set(each.attrib) - {"lang", "{http://www.w3.org/XML/1998/namespace}lang"}:
            yield f"{place}: an attribute in a narrative"
    if not "".join(root.itertext()).strip():
        yield f"{place}: an empty narrative"


def _meaning(value, place=""):
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from _meaning(each, f"{place}[{number}]")
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _meaning(each, f"{place}.{name}")
        if "numerator" in value or "denominator" in value:
            whole = value.get("denominator", {}).get("value", 0) > 0 and "value" in value.get("numerator", {})
            yield from () if whole else (f"{place}: a ratio without a denominator",)
        if value.get("resourceType") in ("Questionnaire", "QuestionnaireResponse"):
            links = list(_links(value))
            yield from (f"{place}: {link!r} is asked twice" for link in set(links) if links.count(link) > 1)
        if value.get("resourceType") == "CarePlan" and any("detail" in each for each in value.get("activity", [])):
            yield f"{place}: an activity with a detail"
        if "start" in value and "end" in value and value["end"] < value["start"]:
            yield f"{place}: it ends before it begins"


def _links(holder):
    for item in holder.get("item", []):
        yield item.get("linkId")
        yield from _links(item)


def _bundle(bundle):
    urls = [each.get("fullUrl") for each in bundle.get("entry", [])]
    yield from (f"Bundle: {url} stands twice" for url in set(urls) if urls.count(url) > 1)
    kinds = {each["fullUrl"]: each["resource"]["resourceType"] for each in bundle.get("entry", [])}
    asked = {}
    for each in bundle.get("entry", []):
        resource = each["resource"]
        if each["fullUrl"] != f"urn:uuid:{resource.get('id')}":
            yield f"{each['fullUrl']}: another id"
        for reference in _references(resource):
            if reference not in kinds:
                yield f"{each['fullUrl']}: {reference} is not in this Bundle"
        if resource["resourceType"] == "Questionnaire":
            asked = {item["linkId"]: item["type"] for item in resource["item"]}
    for each in bundle.get("entry", []):
        if each["resource"]["resourceType"] == "QuestionnaireResponse":
            for item in each["resource"].get("item", []):
                for answer in item.get("answer", []):
                    held = {name.lstrip("_") for name in answer}
                    if not held <= _ANSWERS[asked[item["linkId"]]]:
                        yield f"{each['fullUrl']}: {item['linkId']} is answered with {held}"


def _references(value):
    if isinstance(value, list):
        for each in value:
            yield from _references(each)
    elif isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value["reference"]
        for each in value.values():
            yield from _references(each)
