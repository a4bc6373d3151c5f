"""
How the pages of this folder, and the docstrings of the code, become a site: `make docs`.

The pages are written to be read as they lie here, too: what only the site needs (its table of contents, whole addresses
of files outside of this folder) is added while they are read.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from sphinx.errors import ExtensionError

import coachplan

project = "coachplan"
copyright = "the coachplan authors"  # noqa: A001 - the name that Sphinx asks for
extensions = ["myst_parser", "sphinx.ext.autodoc"]
root_doc = "README"
exclude_patterns: list[str] = []
html_theme = "furo"
html_title = "coachplan"
html_show_sphinx = False
highlight_language = "text"

# What a docstring has in backticks is code, and a signature has a line for each argument.
default_role = "code"
autodoc_member_order = "groupwise"
autodoc_typehints = "signature"
add_module_names = False
python_use_unqualified_type_names = True
maximum_signature_line_length = 90
myst_heading_anchors = 4

HERE = Path(__file__).parent
HOME = "https://github.com/coachplan/coachplan"
_LINK = re.compile(r"\]\(([^)#\s:]+)(#[^)\s]*)?\)")
#: What belongs to the site as it is: its pages and their pictures.
_OURS = {".md", ".png", ".svg"}
#: What a page would load from elsewhere when it is opened: a script, a style, a font or a picture, and no link.
_LOADED = re.compile(
    r"""<(?:script|img|iframe|source|embed|audio|video)\b[^>]*\s(?:src|srcset)=["']?(?:https?:)?//[^"'\s>]+"""
    r"""|<link\b(?=[^>]*\brel=["']?(?:stylesheet|preload|preconnect|icon|manifest))[^>]*\bhref=["']?(?:https?:)?//[^"'\s>]+"""
    r"""|(?:@import\s+|url\()["']?(?:https?:)?//[^"')\s]+"""
)
_KINDS = {
    "Learn": "tutorial",
    "Do": "how-to",
    "Look up": "reference",
    "Code": "reference/api",
    "Understand": "explanation",
}


def whole_addresses(app: Any, docname: str, source: list[str]) -> None:
    """
    Give a link that leaves this folder its address in the repository; give the index its table of contents.
    """
    page = HERE / f"{docname}.md"

    def whole(link: re.Match[str]) -> str:
        target = (page.parent / link[1]).resolve()
        if target.is_relative_to(HERE) and target.suffix in _OURS:
            return link[0]
        kind = "tree" if target.is_dir() else "blob"
        return f"]({HOME}/{kind}/main/{target.relative_to(HERE.parent).as_posix()}{link[2] or ''})"

    source[0] = _LINK.sub(whole, source[0])
    if docname == app.config.root_doc:
        contents = [
            f"```{{toctree}}\n:hidden:\n:glob:\n:caption: {name}\n\n{kind}/*\n```" for name, kind in _KINDS.items()
        ]
        rest = "```{toctree}\n:hidden:\n:glob:\n\ndesign\nexplanation/voices/*\n```"
        source[0] += "\n\n" + "\n\n".join([*contents, rest])


def through_the_door(_app: Any, _env: Any, node: Any, contnode: Any) -> Any:
    """
    Lead a type to where it is described: by the door, whatever module it stands in.
    """
    name = node.get("reftarget", "").rpartition(".")[2]
    if node.get("refdomain") != "py" or node.get("reftarget") == f"coachplan.{name}" or name not in coachplan.__all__:
        return None
    domain = _env.get_domain("py")
    return domain.resolve_xref(_env, node["refdoc"], _app.builder, "class", f"coachplan.{name}", node, contnode)


def first_page(app: Any, error: Exception | None) -> None:
    """
    Let the site begin with the index, however it is opened.
    """
    out = Path(app.outdir)
    if error is None and (out / "README.html").is_file():
        shutil.copy(out / "README.html", out / "index.html")


def nothing_from_outside(app: Any, error: Exception | None) -> None:
    """
    See that a page of the site loads nothing from elsewhere when it is opened. Raises `ExtensionError` where one does.
    """
    pages = sorted(Path(app.outdir).rglob("*.html")) + sorted(Path(app.outdir).rglob("*.css"))
    loaded = [
        f"{page.relative_to(app.outdir)}: {found[0]}"
        for page in pages
        for found in _LOADED.finditer(page.read_text(encoding="utf-8"))
    ]
    if error is None and loaded:
        raise ExtensionError("the site loads from outside:\n" + "\n".join(loaded))


def setup(app: Any) -> None:
    """
    Tell Sphinx of them.
    """
    app.connect("source-read", whole_addresses)
    app.connect("missing-reference", through_the_door)
    app.connect("build-finished", first_page)
    app.connect("build-finished", nothing_from_outside)
