"""
Somebody to begin with: two families that are made up, and a link for each who may see something of them.
"""

from links import Link, digest, new_token
from store import Store

from coachplan import Approval, Caregiver, Child, Engine, Family, Routine


def give(store: Store, link: Link):
    """Keep a link, and return the token that opens it. It is shown once: nobody can look it up again."""
    token = new_token()
    store.keep_link(digest(token), link)
    return token


def begin(store: Store, engine: Engine, on):
    """Keep two made-up families, and return a token for each who may see something, by what it is for."""
    plans = []
    for family, skill in (
        (
            Family(Child("Sam", 48), [Caregiver("Alex")], [Routine("mornings", "dressing", minutes=10)], id="sam"),
            "ot/pull-up-socks",
        ),
        (
            Family(
                Child("Lucía", 40),
                [Caregiver("Rosa", language="es")],
                [Routine("cena", "dinner", minutes=10)],
                id="lucia",
            ),
            "feeding/open-cup",
        ),
    ):
        plan = engine.propose(family, on=on, skill=skill)[0].plan
        store.begin(engine.approve(plan, Approval.everything(plan, by="Dana, OT", on=on), role="clinician"))
        plans.append(plan.id)
    sam, lucia = plans
    return {
        "alex": give(store, Link("caregiver", "Alex", (sam,))),
        "rosa": give(store, Link("caregiver", "Rosa", (lucia,), "es")),
        "grandma": give(store, Link("reader", "Grandma", (sam,))),
        "dana": give(store, Link("clinician", "Dana, OT", (sam, lucia))),
    }
