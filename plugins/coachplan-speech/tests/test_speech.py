"""
The speech catalogue keeps what every plugin promises. The scenarios beside this file are collected by themselves.
"""

from __future__ import annotations

import pytest

import coachplan_speech
from coachplan.testing import check_plugin


@pytest.mark.whole
def test_the_speech_plugin_keeps_every_promise_of_a_plugin() -> None:
    """
    Ids, references, sources, sentences, both languages and every rule hold up.
    """
    report = check_plugin(coachplan_speech)

    assert not report.findings, "\n".join(str(finding) for finding in report.findings)
