"""Your own plugin in one file: a skill, a strategy, a rule and a red flag of a discipline that is not there yet."""

from datetime import date, timedelta

from coachplan import (
    Caregiver,
    Catalogue,
    Child,
    Engine,
    Entry,
    Family,
    RedFlag,
    Routine,
    Rule,
    Skill,
    Source,
    Step,
    Strategy,
    hookimpl,
)

OWN = Source("physio/own", "Our proposal, for clinicians to sign off", "OWN")


class Physio:
    @hookimpl
    def coachplan_catalogue(self):
        return Catalogue(
            skills=[
                Skill(
                    "physio/climb-stairs",
                    "Climbs the stairs",
                    discipline="physio",
                    routines=["outing"],
                    steps=[
                        Step("Up two stairs, holding your hand", "Both feet on the second stair.", support="partial"),
                        Step(
                            "Up two stairs, holding the rail",
                            "Both feet on the second stair, no hand held.",
                            support="verbal",
                        ),
                        Step("Up four stairs, holding the rail", "Both feet on the fourth stair, no hand held."),
                    ],
                    sources=[OWN],
                )
            ],
            strategies=[
                Strategy(
                    "physio/count-the-stairs",
                    "Count the stairs",
                    what="Stand one stair below. Count each stair out loud.",
                    when="When you come home.",
                    why="Counting gives a steady pace.",
                    skills=["physio/climb-stairs"],
                    sources=[OWN],
                )
            ],
            rules=[
                Rule(
                    "physio/rest-when-tired",
                    "no-time-days >= 1",
                    holds=["step-up"],
                    say="{child} was tired. We wait with anything harder.",
                    sources=[OWN],
                )
            ],
            flags=[
                RedFlag(
                    "physio/fall",
                    "today",
                    words={"en": ["fell down the stairs"]},
                    say="Please have the fall looked at today.",
                    sources=[OWN],
                )
            ],
        )


engine = Engine(plugins=[Physio])
for plugin in engine.plugins:
    print(plugin.name, plugin.status, plugin.why)

start = date(2026, 9, 7)
family = Family(
    Child("Mia", 40), [Caregiver("Kim")], routines=[Routine("home", "outing", label="coming home", matters=5)], id="mia"
)
plan = engine.propose(family, on=start)[0].plan
focus = plan.focuses[0].id
entries = [Entry(f"e{n}", start + timedelta(days=n), focus=focus, tries=5, successes=5) for n in range(4)]

print("\nFour good days:", engine.review(plan, entries, on=start + timedelta(days=4)).next_steps[0].because)

tired = [*entries, Entry("e4", start + timedelta(days=4), focus=focus, tries=5, successes=5, tags=["tired"])]
print("\nAnd a tired one:", engine.review(plan, tired, on=start + timedelta(days=4)).next_steps[0].because)

fall = [*entries, Entry("e4", start + timedelta(days=4), focus=focus, hard="she fell down the stairs")]
print("\nAnd a fall:", engine.review(plan, fall, on=start + timedelta(days=4)).alerts[0].say)
