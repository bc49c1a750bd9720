"""What every file of a package says of itself: whom to name, licence, version, address, and what was left out."""

from __future__ import annotations

from html import escape

from portal.learning.package import Package


def imprint(package: Package) -> list[tuple[str, str]]:
    """Return pairs of a heading (or nothing) and a text; original publications come first."""
    words = package.words
    version = f"{package.version} ({package.date})" if package.date else package.version
    return [
        *((words.sources, each) for each in package.attribution[:1]),
        *(("", each) for each in package.attribution[1:]),
        (words.licence, f"{package.licence} {package.licence_address}"),
        (words.version, version),
        (words.address, package.address),
        *((words.omitted, each) for each in package.omitted),
    ]


def imprint_html(package: Package) -> str:
    """Return the same as HTML for a page of its own."""
    words = package.words
    named = "".join(f"<li>{escape(each)}</li>" for each in package.attribution)
    lines = "".join(
        f"<p><strong>{escape(name)}:</strong> {_linked(text)}</p>\n" for name, text in imprint(package)[len(package.attribution) :]
    )
    return f"<h2>{escape(words.sources)}</h2>\n<ul>{named}</ul>\n{lines}"


def _linked(text: str) -> str:
    """Return a text whose last word is a link when it is an address."""
    before, space, last = text.rpartition(" ")
    if not last.startswith(("https://", "http://")):
        return escape(text)
    return f'{escape(before)}{space}<a href="{escape(last)}">{escape(last)}</a>'
