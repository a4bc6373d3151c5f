"""
Wider grounds to doubt a sign: what makes one, how far it reaches, and what is so now however much else is told.
"""

from __future__ import annotations

import pytest

from coachplan.notes.tokens import cut
from coachplan.notes.wider import ground_for


def ground(text, sign):
    cutting, words = cut(text), cut(sign).words
    first = next(at for at in range(len(cutting.words)) if cutting.words[at : at + len(words)] == words)
    found = ground_for(cutting.words, cutting.breaks, first, first + len(words))
    return found and found.kind


@pytest.mark.parametrize(
    ("text", "sign", "kind"),
    [
        ("choked on a grape at three years old", "choked on a grape", "past"),
        ("in the spring the tube fell out", "tube fell out", "past"),
        ("in the NICU the milk choked her", "choked", "past"),
        ("a los 2 años se ahogó con una uva", "se ahogó", "past"),
        ("en nochebuena se atragantó con un polvorón", "se atragantó", "past"),
        ("the neighbour's goat choked on a sock", "choked", "somebody-else"),
        ("mi vecina se quebró la cadera", "se quebró", "somebody-else"),
        ("In the cartoon the wolf choked. Then we did socks.", "choked", "somebody-else"),
        ("en la tele uno se ahogó", "se ahogó", "somebody-else"),
        ("the first aid leaflet says choked", "choked", "what-if"),
        ("one cough and carried on", "cough", "affirmed"),
        ("a cold, snotty nose, coughs at night", "coughs", "affirmed"),
        ("coughed once on the cracker", "coughed", "affirmed"),
        ("tosió una vez", "tosió", "affirmed"),
    ],
)
def test_what_makes_a_ground(text, sign, kind):
    """Long ago, somebody else, a story, a lesson or a small amount is a ground, of its own kind."""
    assert kind == ground(text, sign)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("he choked on the toast", "choked"),
        ("he was laughing and she is choking", "choking"),  # a new statement
        ("he used to choke, and he is choking", "choking"),  # is so now
        ("Last year he choked. He choked again today.", "choked again"),  # lately
        ("my aunt held him down for the spoon", "held him down"),  # done to the child
        ("the dog bit her hand", "bit her hand"),
        ("she choked before her cousin came", "choked"),  # named after it
        ("Her cousin came. She choked on rice.", "choked"),  # in another sentence
        ("we lost words, last year he talked", "lost words"),  # what was lost stays lost
        ("three days ago he choked", "choked"),  # nobody may have heard of it yet
        ("last month he choked on a grape", "grape"),
    ],
)
def test_what_makes_none(text, sign):
    """A new statement, somebody named after the sign, days and weeks ago, and what is so now are none."""
    assert ground(text, sign) is None


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("He choked on a grape watching tv", "choked"),
        ("I forced the spoon in. Book at bedtime.", "forced"),
        ("He cut his foot on glass in the kitchen. lol", "cut"),
        ("got soup burn on his chest, read story at A&E", "burn"),
        ("Se quemó la mano con la plancha. Luego un cuento.", "quemó"),
        ("Le abrimos la boca a la fuerza, jugando al doctor.", "fuerza"),
        ("He has stopped using one hand a little", "stopped using"),
    ],
)
def test_what_is_told_after_it_or_in_another_sentence_is_none(text, sign):
    """A story at bedtime, a film that was on and a laugh at the end are no reason to doubt what happened."""
    assert ground(text, sign) is None
