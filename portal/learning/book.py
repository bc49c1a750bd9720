"""A course package as a zip of HTML pages that Moodle's Book takes in: one chapter a file, in the order of their names.

A file whose name ends in `_sub` becomes a chapter below the one before it. Moodle shows the title of a chapter itself.
"""

from __future__ import annotations

from html import escape

from portal.learning.archive import write_archive
from portal.learning.package import FigureEntry, LinkEntry, Package
from portal.learning.standing import body, drawings, figure, files, foot, html_page, imprint_page


def write_book(package: Package) -> bytes:
    """Return the entries of a package as chapters, its links as one, and what it is as the last; the same gives the same bytes."""
    chapters: list[tuple[str, bytes]] = []
    shown: dict[str, bytes] = {}
    for entry in package.entries:
        if isinstance(entry, LinkEntry):
            continue
        if isinstance(entry, FigureEntry):
            chapters.append((entry.slug, _page(entry.title, f"{figure(entry, 'files')}\n{foot(entry, package)}", package)))
            chapters.append((f"{entry.slug}-words_sub", _page(package.words.words_too, entry.twin, package)))
        else:
            chapters.append((entry.slug, _page(entry.title, body(entry, package, "files"), package)))
        for drawing in drawings(entry):
            shown.update({f"files/{name}": data for name, data in files(drawing).items()})
    links = [entry for entry in package.entries if isinstance(entry, LinkEntry)]
    if links:
        rows = "".join(f'<li><a href="{escape(each.address)}">{escape(each.title)}</a></li>' for each in links)
        chapters.append(("links", _page(package.words.read, f"<ul>{rows}</ul>", package)))
    chapters.append(("sources", imprint_page(package, headed=False)))
    numbered = {f"{number:03}-{name}.html": page for number, (name, page) in enumerate(chapters, start=1)}
    return write_archive({**numbered, **shown})


def _page(title: str, shown: str, package: Package) -> bytes:
    return html_page(title, shown, package.language, headed=False)
