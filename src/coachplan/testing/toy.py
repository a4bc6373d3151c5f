"""
A pretend plugin: two skills, three strategies and a flag, so that no test of the core needs a real discipline.

Made up, and never meant for a family. Knows nothing of Hypothesis.
"""

from __future__ import annotations

from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.flags import RedFlag
from coachplan.model.skills import Skill, Source, Step
from coachplan.model.strategies import Strategy
from coachplan.plugins.hookspecs import hookimpl

__all__ = ["OWN", "TOY", "Toy", "toy"]

#: The source of what is made up here.
OWN = Source("toy/own", "Made up, to try the engine with.", "OWN")

TOY = Catalogue(
    skills=[
        Skill(
            "toy/stack-blocks",
            "Stacks blocks",
            discipline="toy",
            steps=(
                Step("Puts one block on top, your hand on theirs", "The block stays up.", support="full"),
                Step("Puts one block on top after you show it", "The block stays up.", support="model"),
                Step("Puts one block on top when you say so", "It stays up with no hand on it.", support="verbal"),
                Step("Puts three blocks up alone", "Three blocks stay up and nobody helped."),
            ),
            routines=("play", "tidy-up"),
            ages=(12, 120),
            sources=(OWN,),
        ),
        Skill(
            "toy/wave-bye",
            "Waves bye",
            discipline="toy",
            steps=(
                Step("Waves with your hand under theirs", "The hand goes up and moves.", support="partial"),
                Step("Waves after you wave", "The hand goes up and moves with no touch.", support="model"),
                Step("Waves when you say bye", "The hand goes up and moves after the word.", support="verbal"),
                Step("Waves alone", "The hand goes up and moves when someone goes."),
            ),
            routines=("outing", "bedtime"),
            sources=(OWN,),
        ),
    ],
    strategies=[
        Strategy(
            "toy/show-first",
            "Show it first",
            what="Do it once, slowly. Then wait.",
            when="At the start of each try.",
            why="Seeing it makes it easier to do.",
            interest="Use a {interest} one.",
            sources=(OWN,),
        ),
        Strategy(
            "toy/wait-and-look",
            "Wait and look",
            what="Say it once. Count to five in your head.",
            when="After you ask.",
            why="It gives {child} time to start.",
            sources=(OWN,),
        ),
        Strategy(
            "toy/firm-seat",
            "A firm seat",
            what="Sit {child} on a firm seat with feet flat.",
            when="Before you begin.",
            why="Still legs make free hands.",
            routines=("play",),
            materials=("chair",),
            cautions=("hip",),
            tags=("sensory",),
            sources=(OWN,),
        ),
    ],
    flags=[
        RedFlag(
            "toy/all-day-hiccups",
            "today",
            words={"en": ["hiccups all day"], "es": ["hipo todo el día"]},
            say="Please call the clinic today.",
            sources=(OWN,),
        ),
    ],
)


class Toy:
    """
    A plugin that hands over the toy catalogue.
    """

    name = "toy"

    @hookimpl
    def coachplan_catalogue(self) -> Catalogue:
        """
        Hand over two skills, three strategies and a flag.
        """
        return TOY


#: The toy catalogue as a plugin: `Engine(plugins=[toy])`.
toy: Toy = Toy()
