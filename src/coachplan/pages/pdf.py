"""
A page as PDF, tagged, so that whoever listens to it finds its parts (PDF/UA): the extra `coachplan[pdf]`.

Nothing is fetched, whatever a page names: only what stands in the page itself. Needs WeasyPrint, and Pango from the
system.
"""

from __future__ import annotations

from coachplan.base.errors import CoachplanError, Finding

__all__ = ["pdf"]


def pdf(page: str) -> bytes:
    """
    Return a page as PDF. Raises `MissingExtraError` where WeasyPrint or what it needs of the system is not here.
    """
    try:
        import weasyprint  # noqa: PLC0415 - an extra, asked for here
        from weasyprint.urls import URLFetcher  # noqa: PLC0415 - as above
    except ImportError:
        what, hint = "a PDF needs WeasyPrint, which is not here.", 'pip install "coachplan[pdf]"'
        raise CoachplanError(Finding(what=what, hint=hint, code="missing-extra")) from None
    except OSError:
        what = "a PDF needs Pango, which this system does not have."
        hint = "Install it (Debian: libpango-1.0-0 libpangoft2-1.0-0), or print the page from a browser."
        raise CoachplanError(Finding(what=what, hint=hint, code="missing-extra")) from None
    inside = URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    made: bytes = weasyprint.HTML(string=page, url_fetcher=inside).write_pdf(pdf_variant="pdf/ua-1")
    return made
