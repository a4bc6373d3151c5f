"""
A small web service around coachplan, described as OpenAPI 3.1: its bodies are the documents, by their own schemas.

Run it:  python examples/06_a_web_service.py             the paths, and what each takes and gives
         python examples/06_a_web_service.py api.json    the whole description, for a framework, a client or a page

No web framework is needed to describe it. In one, a handler reads a body with `from_dict` and answers with `to_dict`.
"""

import json
import sys
from pathlib import Path

from coachplan import CaregiverView, Entry, Finding, Plan, Suggestion
from coachplan.documents.schema import definitions

#: Where OpenAPI keeps the shapes that its paths speak of.
AT = "#/components/schemas/"


def body(kind):
    return {"required": True, "content": {"application/json": {"schema": {"$ref": AT + kind.__name__}}}}


def answer(what, kind):
    return {"description": what, "content": {"application/json": {"schema": {"$ref": AT + kind.__name__}}}}


def refused(what):
    # Each finding has a place, a sentence, a hint, and a code that stays: a client can act on it.
    findings = {"type": "array", "items": {"$ref": AT + "Finding"}}
    return {"description": what, "content": {"application/json": {"schema": findings}}}


def described():
    """Return the description of the service as plain dicts and lists."""
    plan_id = {"name": "plan", "in": "path", "required": True, "schema": {"type": "string"}}
    language = {"name": "language", "in": "query", "required": False, "schema": {"type": "string"}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Home practice", "version": "1"},
        "paths": {
            "/plans/{plan}/entries": {
                "parameters": [plan_id],
                "post": {
                    "summary": "A caregiver wrote something down",
                    "requestBody": body(Entry),
                    "responses": {"201": answer("It is kept.", Entry), "422": refused("It cannot be read.")},
                },
            },
            "/plans/{plan}/view": {
                "parameters": [plan_id, language],
                "get": {
                    "summary": "What the caregiver is shown today",
                    "responses": {"200": answer("Alerts first, then the next small steps.", CaregiverView)},
                },
            },
            "/plans/{plan}/accepted": {
                "parameters": [plan_id],
                "post": {
                    "summary": "Somebody takes a suggestion as it came; who that is, the service knows",
                    "requestBody": body(Suggestion),
                    "responses": {
                        "200": answer("The next plan.", Plan),
                        "403": refused("It is not theirs to take, or a red flag stands."),
                        "409": refused("The plan is another by now: review it again."),
                        "422": refused("It cannot be read."),
                    },
                },
            },
        },
        "components": {"schemas": definitions([Entry, CaregiverView, Suggestion, Plan, Finding], at=AT)},
    }


def main(files):
    service = described()
    if files:
        Path(files[0]).write_text(json.dumps(service, indent=2) + "\n", encoding="utf-8")
        return
    for path, verbs in service["paths"].items():
        for verb in ("get", "post"):
            if verb in verbs:
                print(f"{verb.upper():5} {path}: {verbs[verb]['summary']}")
    shapes = service["components"]["schemas"]
    print(f"\nOf {len(shapes)} shapes, what a caregiver writes down must have:", ", ".join(shapes["Entry"]["required"]))
    print("and stands as", shapes["Entry"]["properties"]["format"]["const"])


if __name__ == "__main__":
    main([each for each in sys.argv[1:] if each.endswith(".json")])
