"""
Which files a check is about: content by whole folders, scenarios, and what is kept of a family: documents and logs.

Of a folder whatever says that it is ours, however deep, by the same reading as the engine's. Knows nothing of what
stands in a file beyond its first lines.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import define, field

from coachplan.base.errors import CoachplanError, Finding
from coachplan.cli.records import LOGS, is_document, is_log
from coachplan.documents.content import FORMAT
from coachplan.documents.content_files import content_files, form_of, is_passed_over, is_toml
from coachplan.documents.files import decode, inside, read_bytes

__all__ = ["Chosen", "text_of"]

_CONTENT = ("content", "reading")
_A_SCENARIO = re.compile(r"^\s*\[\[\s*scenario\s*\]\]", re.MULTILINE)


@define
class Chosen:
    """
    The files to look at. *whole* are the folders of content that are looked at whole; *wrong*, what is wrong before
    anything is read.
    """

    content: set[Path] = field(factory=set)
    whole: set[Path] = field(factory=set)
    scenarios: set[Path] = field(factory=set)
    records: set[Path] = field(factory=set)
    wrong: list[Finding] = field(factory=list)

    @classmethod
    def of(cls, paths: Iterable[Path]) -> Chosen:
        """
        Sort out files and folders: of a folder, every file of ours in it, however deep.
        """
        chosen = cls()
        for path in paths:
            kind = chosen.kind(path)
            if kind == "folder":
                chosen.add_folder(path)
            elif kind == "file":
                chosen.add_file(path)
        return chosen

    @property
    def files(self) -> int:
        """
        How many files are looked at.
        """
        return len(self.content | self.scenarios | self.records)

    def find(self, file: Path, what: str, hint: str = "") -> None:
        """
        Keep a finding about a file as a whole.
        """
        self.wrong.append(Finding(where=str(file), what=what, hint=hint))

    def kind(self, path: Path) -> str:
        """
        Return "folder", "file", or nothing where it is neither or cannot be asked: that is told.
        """
        try:
            mode = path.stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            self.find(path, "there is no such file or folder.")
        except (OSError, ValueError) as error:
            self.find(path, f"it cannot be read: {getattr(error, 'strerror', None) or 'no file can have this name'}.")
        else:
            if stat.S_ISDIR(mode):
                return "folder"
            try:
                read_bytes(path, str(path))
            except CoachplanError as error:
                self.wrong += error.findings
            else:
                return "file"
        return ""

    def add_file(self, file: Path) -> None:
        """
        Add a file that was named: what it says it is decides, then how it is called.
        """
        text = text_of(file)
        form = form_of(text)
        if form == "scenarios":
            self.scenarios.add(file)
        elif form in _CONTENT and not is_toml(file.name):
            what, hint = "its name does not end in .toml, so it is not read.", "Rename it, or take it out."
            self.find(file, what, hint)
        elif form not in _CONTENT and (is_document(file, text) or file.suffix.lower() in (".json", *LOGS)):
            self.records.add(file)
        else:
            self.content.add(file)  # also one that does not say what it is: that is what will be told

    def add_folder(self, folder: Path) -> None:
        """
        Add all of a folder that is ours; one in which nothing is must not look as if all were well.
        """
        before, told = self.files, len(self.wrong)
        kept: set[Path] = set()
        for here, files in self._below(folder):
            texts = {file: text_of(file) for file in files}
            if _is_content(here, texts):
                self._add_content(here)
            for file, text in texts.items():
                if is_toml(file.name) and (form_of(text) == "scenarios" or _lost_its_form(text)):
                    if here not in self.whole:
                        self.scenarios.add(file)
                elif is_document(file, text) or is_log(file, text):
                    kept.add(file)
        # What lies below scenarios is theirs: it is read with them, and may be of plugins that only they name.
        beside = {file.parent for file in self.scenarios}
        self.records |= {file for file in kept if beside.isdisjoint(file.parents)}
        if self.files == before and len(self.wrong) == told:
            self.find(folder, "no file of ours is in it.", f'A file of ours begins with: format = "{FORMAT}"')

    def _add_content(self, folder: Path) -> None:
        self.whole.add(folder)
        try:
            listed = content_files(folder, str(folder))
        except CoachplanError as error:
            self.wrong += error.findings
            return
        self.content |= {file for file in listed.files if self.kind(file) == "file"}
        self.wrong += listed.left_out

    def _below(self, folder: Path) -> Iterator[tuple[Path, list[Path]]]:
        # Step by step, so that no depth of folders is too deep; links to folders are not followed.
        waiting = [folder]
        while waiting:
            here = waiting.pop()
            try:
                parts = inside(here, str(here))
            except CoachplanError as error:
                self.wrong += error.findings
                continue
            files = []
            for each in parts:
                if is_passed_over(each.name):
                    continue
                try:
                    deeper = stat.S_ISDIR(each.lstat().st_mode)
                except (OSError, ValueError):
                    deeper = True  # why it cannot be asked is told where it is listed
                if deeper:
                    waiting.append(each)
                elif each.suffix.lower() in (".toml", ".json", *LOGS) and (
                    not is_toml(each.name) or self.kind(each) == "file"
                ):
                    files.append(each)
            yield here, sorted(files)


def text_of(file: Path) -> str:
    """
    Return the text of a file; "" where it cannot be read: that is told when it is.
    """
    try:
        return decode(read_bytes(file, str(file)), str(file))
    except CoachplanError:
        return ""


def _is_content(folder: Path, texts: dict[Path, str]) -> bool:
    # Some file of it says so; or it is where a package keeps its own, even if every file has lost its first line.
    if any(is_toml(file.name) and form_of(text) in _CONTENT for file, text in texts.items()):
        return True
    packaged = folder.name == "catalogue" and (folder.parent / "__init__.py").is_file()
    return packaged and any(is_toml(file.name) for file in texts)


def _lost_its_form(text: str) -> bool:
    return not form_of(text) and _A_SCENARIO.search(text) is not None
