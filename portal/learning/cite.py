"""Citations of a publication, or of a page of Kierre: a line of text, BibTeX, RIS and CSL-JSON, all with the same title.

Nothing is made up: without an author the title comes first, without a year the line says so, without a publisher there is none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from portal.graph.formats import Format
from portal.languages import Language

_NO_YEAR: dict[Language, str] = {"fi": "s.a.", "sv": "u.å.", "en": "n.d."}
_READ: dict[Language, str] = {"fi": "Luettu", "sv": "Hämtad", "en": "Accessed:"}
_PLACE: dict[Language, str] = {"fi": "Kohta", "sv": "Ställe", "en": "Place"}
_LATEX = {
    **{each: "\\" + each for each in "&%$#_"},
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",  # in words, since BibTeX counts braces, escaped or not
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "-": "{-}",  # two in a row would be a dash, as two of the next would be quotation marks
    "'": "{'}",
    "`": "{`}",
}


@dataclass(frozen=True)
class Reference:
    """A publication, or a page of Kierre, as it is cited.

    key: letters, digits and hyphens; author: a body, or "" when none is named; issued: year, or year, month and day, or nothing
    when none is published; place: where in the publication; edition: the version of the data; address: where it can be read;
    read: the day on which it was read; note: what reference managers keep beside it.
    """

    key: str
    author: str
    title: str
    issued: tuple[int, ...] = ()
    publisher: str = ""
    place: str = ""
    edition: str = ""
    address: str = ""
    read: date | None = None
    note: str = ""
    language: Language = "fi"

    @property
    def whole_title(self) -> str:
        """Return the title in one line, with the version in it: reference managers drop a version of its own."""
        return _line(f"{self.title} ({self.edition})" if self.edition else self.title)


def as_text(reference: Reference, language: Language) -> str:
    """Return a reference as it stands in a list of sources: as Finnish universities write it, in English as British ones do."""
    year, title = str(reference.issued[0]) if reference.issued else _NO_YEAR[language], reference.whole_title
    year = f"({year})" if language == "en" else _sentence(year)
    parts = [reference.author, year, _sentence(title)] if reference.author else [title, _sentence(year)]
    if reference.publisher and reference.publisher != reference.author:
        parts.append(_sentence(reference.publisher))
    if reference.place:
        parts.append(_sentence(f"{_PLACE[language]}: {_line(reference.place)}"))
    if reference.address:
        parts.append(f"Available at: {reference.address}" if language == "en" else reference.address)
    if reference.read:
        parts.append(_read(reference.read, language))
    return " ".join(parts)


def as_bibtex(references: Sequence[Reference], language: Language) -> str:
    """Return references as BibTeX entries of the kind techreport, which Zotero and others read as reports."""
    return "\n".join(_bibtex(each, language) for each in references)


def _bibtex(reference: Reference, language: Language) -> str:
    fields = {
        "author": "{" + _latex(reference.author) + "}" if reference.author else "",  # braced: one name, and not first and last
        "title": "{" + _latex(reference.whole_title) + "}",
        "institution": _latex(reference.publisher),
        "year": str(reference.issued[0]) if reference.issued else "",
        "month": str(reference.issued[1]) if len(reference.issued) > 1 else "",
        "note": _latex(_notes(reference, language)),
        "url": reference.address,
        "urldate": reference.read.isoformat() if reference.read else "",
        "language": reference.language,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return f"@techreport{{{reference.key},\n" + "\n".join(lines) + "\n}\n"


def as_ris(references: Sequence[Reference], language: Language) -> str:
    """Return references in RIS, as reports."""
    return "\r\n".join(_ris(each, language) for each in references)


def _ris(reference: Reference, language: Language) -> str:
    day = "/".join(f"{each:02}" for each in reference.issued) if len(reference.issued) > 1 else ""
    rows = [
        ("TY", "RPRT"),
        ("ID", reference.key),
        ("AU", reference.author + "," if reference.author else ""),  # the comma says that it is one name, not first and last
        ("TI", reference.whole_title),
        ("PY", str(reference.issued[0]) if reference.issued else ""),
        ("DA", day),
        ("PB", reference.publisher),
        ("N1", _notes(reference, language)),
        ("UR", reference.address),
        ("Y2", reference.read.strftime("%Y/%m/%d") if reference.read else ""),
        ("LA", reference.language),
    ]
    return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in rows if value) + "ER  - \r\n"


def as_csl(references: Sequence[Reference], language: Language) -> str:
    """Return references as CSL-JSON."""
    return json.dumps([_csl(each, language) for each in references], ensure_ascii=False, indent=1) + "\n"


def _csl(reference: Reference, language: Language) -> dict[str, object]:
    read = reference.read
    found: dict[str, object] = {
        "id": reference.key,
        "type": "report",
        "author": [{"literal": reference.author}] if reference.author else [],
        "title": reference.whole_title,
        "publisher": reference.publisher,
        "language": reference.language,
        "issued": {"date-parts": [list(reference.issued)]} if reference.issued else {},
        "note": _notes(reference, language),
        "URL": reference.address,
        "accessed": {"date-parts": [[read.year, read.month, read.day]]} if read else {},
    }
    return {name: value for name, value in found.items() if value}


def _as_texts(references: Sequence[Reference], language: Language) -> str:
    return "".join(as_text(each, language) + "\n" for each in references)


# The forms in which a page gives its citation, and what writes each.
FORMS: dict[str, tuple[Format, Callable[[Sequence[Reference], Language], str]]] = {
    "bib": (Format("BibTeX", "application/x-bibtex", "bib"), as_bibtex),
    "ris": (Format("RIS", "application/x-research-info-systems", "ris"), as_ris),
    "json": (Format("CSL-JSON", "application/vnd.citationstyles.csl+json", "json"), as_csl),
    "txt": (Format("Text", "text/plain", "txt"), _as_texts),
}


def _notes(reference: Reference, language: Language) -> str:
    place = f"{_PLACE[language]}: {reference.place}" if reference.place else ""
    return " ".join(filter(None, (place, reference.note)))


def _read(day: date, language: Language) -> str:
    if language == "en":
        return f"({_READ[language]} {format_date(day, 'd MMMM y', 'en_GB')})."
    return f"{_READ[language]} {format_date(day, 'd.M.y', 'fi')}."


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else text + "."


def _line(text: str) -> str:
    return " ".join(text.split())


def _latex(text: str) -> str:
    """Return text in which BibTeX and LaTeX read no mark of their own."""
    marks = r"[&%$#_\\{}~^]|(?<=-)-|(?<=')'|(?<=`)`|(?<=[?!])`"
    return re.sub(marks, lambda found: _LATEX[found[0]], _line(text))
