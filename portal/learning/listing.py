"""A package as a list of links: as text, as HTML to be pasted into a page, and as a table."""

from __future__ import annotations

import csv
import io
from html import escape

from portal.learning.imprint import imprint
from portal.learning.package import Entry, LinkEntry, Package

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would take it for a formula


def write_text(package: Package) -> bytes:
    """Return the links of a package as plain text."""
    lines = [package.title, "=" * len(package.title), ""]
    for number, entry in enumerate(package.entries, start=1):
        lines += [f"{number}. {entry.title}{_kind(entry)}", f"   {entry.address}"]
    lines += ["", *(f"{name}: {text}" if name else text for name, text in imprint(package))]
    return ("\n".join(lines) + "\n").encode()


def write_html(package: Package) -> bytes:
    """Return the links of a package as HTML without a head, for the editor of a course platform."""
    rows = "\n".join(
        f'<li><a href="{escape(entry.address)}">{escape(entry.title)}</a>{escape(_kind(entry))}</li>' for entry in package.entries
    )
    told = "<br>\n".join(escape(f"{name}: {text}" if name else text) for name, text in imprint(package))
    head = f'<div lang="{package.language}">\n<h3>{escape(package.title)}</h3>'
    return f"{head}\n<ol>\n{rows}\n</ol>\n<p><small>{told}</small></p>\n</div>\n".encode()


def write_csv(package: Package) -> bytes:
    """Return the links of a package as a table with a row for each: number, title, kind, address, version, licence."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(["number", "title", "kind", "address", "version", "licence"])
    for number, entry in enumerate(package.entries, start=1):
        kind = entry.summary if isinstance(entry, LinkEntry) else ""
        writer.writerow([number, *map(_cell, (entry.title, kind, entry.address, package.version, package.licence_address))])
    return buffer.getvalue().encode("utf-8-sig")  # so that a spreadsheet reads ä


def _kind(entry: Entry) -> str:
    return f" ({entry.summary})" if isinstance(entry, LinkEntry) and entry.summary else ""


def _cell(text: str) -> str:
    return "'" + text if text.startswith(_FORMULA) else text
