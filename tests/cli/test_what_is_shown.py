"""
What the commands show of what was just done: what was read, the bar beside messages, and no name where none is wanted.
"""

from __future__ import annotations

DAYS = ("2026-03-03", "2026-03-04")
FAMILY = """format = "coachplan-family/1"
id = "k7"
[child]
name = "Bo"
age_months = 48
[[caregivers]]
name = "Rosa"
[[routines]]
id = "dressing"
kind = "dressing"
"""


def test_only_what_was_just_written_is_told_as_read(begun):
    """A sentence of another day is not asked about again."""
    first = begun("log", "sam", "--on", DAYS[0], "--worked", "He did 3 out of 5")[1]
    second = begun("log", "sam", "--on", DAYS[1], "--went", "mostly")[1]

    assert "3 out of 5" in first
    assert second.startswith("Thank you")
    assert "3 out of 5" not in second


def test_what_is_told_stands_below_the_bar(begun, tmp_path, monkeypatch, capsys):
    """No message is glued to the bar of progress, nor is the bar drawn through one."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "family.toml").write_text("format = 7", encoding="utf-8")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)

    code, said, told = begun("overview", "broken", "sam", "--on", DAYS[0])
    lines = [line.rpartition("\r")[2] for line in told.splitlines()]

    assert 1 == code
    assert "Sam (sam)" in said
    assert any("families" in line for line in lines)
    assert next(line for line in lines if "could not be read" in line).startswith("broken: it could not be read")
    assert lines.index(next(line for line in lines if "100%" in line)) < lines.index(
        next(line for line in lines if "could not be read" in line)
    )


def kept_for_another(begun, tmp_path):
    """A family whose id tells nothing, beside one whose id is the child's name."""
    (tmp_path / "k7").mkdir()
    (tmp_path / "k7" / "family.toml").write_text(FAMILY, encoding="utf-8")
    skill = ("--skill", "ot/pull-up-socks", "--on", "2026-03-02")
    assert 0 == begun("propose", "k7", "--take", "1", "--by", "Dana, OT", *skill)[0]
    for name, child, adult in (("sam", "Sam", "Alex"), ("k7", "Bo", "Rosa")):
        words = f"{child} asked {adult} for it"
        assert 0 == begun("log", name, "--on", DAYS[0], "--question", f"Can {child} go on?", "--worked", words)[0]


def test_an_overview_without_names(begun, tmp_path):
    """Every declared name of every family is another, and ids that tell one are named."""
    kept_for_another(begun, tmp_path)
    asked = ("overview", "sam", "k7", "--on", DAYS[1])

    whole = begun(*asked)[1]
    assert all(name in whole for name in ("Sam", "Bo", "Can Sam go on?"))
    for way in ((), ("--to", "-"), ("--json",)):
        code, bare, told = begun(*asked, "--without-names", *way)
        assert (0, True, True) == (code, "k7" in bare, "Can the child go on?" in bare)
        assert not any(name in bare for name in ("Sam", "Bo ", "Rosa", "Alex", "Dana"))
        assert ("stay as they are: sam" in told, "k7" in told) == (True, False)


def test_a_chart_and_a_brief_without_names(begun, tmp_path):
    """An id that tells a name is named, since it stays; one that tells nothing is no matter."""
    kept_for_another(begun, tmp_path)
    drawn = begun("chart", "sam", "--on", DAYS[1], "--without-names", "--to", "-")[1]
    code, bare, _ = begun("chart", "sam", "--on", DAYS[1], "--without-names", "--json")

    assert 0 == code
    assert "<svg" in drawn
    assert not any(name in each for name in ("Sam", "Alex", "Dana") for each in (bare, drawn))
    assert "stay as they are: sam" in begun("brief", "sam", "--on", DAYS[1], "--without-names", "--to", "-")[2]
    assert "" == begun("brief", "k7", "--on", DAYS[1], "--without-names", "--json")[2]
