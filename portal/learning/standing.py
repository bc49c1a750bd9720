"""Entries as HTML pages that stand on their own, with the files that they show, for platforms that take pages."""

from __future__ import annotations

from html import escape

from portal.languages import Language
from portal.learning.imprint import imprint_html
from portal.learning.package import Drawing, FigureEntry, Package, PageEntry, QuizEntry
from portal.learning.pixels import png
from portal.learning.questions import Kind
from portal.learning.worded import Worded

WIDTH = 1600  # pixels of a figure: sharp on a wall, small in a page
Standing = PageEntry | FigureEntry | QuizEntry


def html_page(title: str, body: str, language: Language, *, headed: bool = True) -> bytes:
    """Return a whole page; headed: with its title as a heading, for platforms that do not show it themselves."""
    heading = f"<h1>{escape(title)}</h1>\n" if headed else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
        f"<body>\n{heading}{body}\n</body>\n</html>\n"
    ).encode()


def body(entry: Standing, package: Package, files: str) -> str:
    """Return what stands on the page of an entry, and where it comes from; files: where its files are, seen from it."""
    if isinstance(entry, PageEntry):
        shown = entry.body.replace('src="files/', f'src="{files}/')
    elif isinstance(entry, FigureEntry):
        shown = figure(entry, files) + f"\n<h2>{escape(package.words.words_too)}</h2>\n{entry.twin}"
    else:
        shown = quiz(entry, package)
    return f"{shown}\n{foot(entry, package)}"


def figure(entry: FigureEntry, files: str) -> str:
    """Return a figure with its caption, and the drawing to take along."""
    name, drawing = entry.drawing.name, entry.drawing
    return (
        f'<figure><img src="{files}/{name}.png" alt="{escape(drawing.alt)}">'
        f"<figcaption>{escape(entry.caption)} {escape(drawing.legend)} {escape(entry.source)}</figcaption></figure>\n"
        f'<p><a href="{files}/{name}.svg">SVG</a></p>'
    )


def quiz(entry: QuizEntry, package: Package) -> str:
    """Return questions to read, with the right answers where they go along."""
    shown = "\n".join(f"<li><p>{escape(each.text)}</p>{_choices(each)}</li>" for each in entry.questions)
    found = f"<ol>\n{shown}\n</ol>"
    if entry.key:
        answers = "\n".join(
            f"<li><p>{escape(_answer(each))}</p>{entry.feedback.get(each.slug, '')}</li>" for each in entry.questions
        )
        found += f"\n<h2>{escape(package.words.answers)}</h2>\n<ol>\n{answers}\n</ol>"
    return found


def _choices(question: Worded) -> str:
    offered = "".join(f"<li>{escape(each.text)}</li>" for each in question.options)
    return f"<ul>{offered}</ul>" if offered else ""


def _answer(question: Worded) -> str:
    if question.kind is Kind.NUMBER:
        return str(question.number)
    return " – ".join(question.order or tuple(each.text for each in question.options if each.right))


def foot(entry: Standing, package: Package) -> str:
    """Return where a page comes from: its lasting address, licence, and whom to name."""
    words = package.words
    named = "; ".join(package.attribution)
    return (
        f'<hr>\n<p><a href="{escape(entry.address)}">{escape(words.read)}</a>. {escape(words.sources)}: {escape(named)} '
        f'{escape(words.licence)}: <a href="{escape(package.licence_address)}">{escape(package.licence)}</a></p>'
    )


def imprint_page(package: Package, *, headed: bool = True) -> bytes:
    """Return the page that says what the whole package is, whom to name, and what was left out."""
    return html_page(f"{package.title}: {package.words.sources}", imprint_html(package), package.language, headed=headed)


def drawings(entry: Standing) -> tuple[Drawing, ...]:
    """Return the drawings that an entry shows."""
    if isinstance(entry, PageEntry):
        return entry.drawings
    return (entry.drawing,) if isinstance(entry, FigureEntry) else ()


def files(drawing: Drawing) -> dict[str, bytes]:
    """Return the files of a drawing by name: to be shown, and to be changed."""
    return {f"{drawing.name}.png": png(drawing.wide, WIDTH), f"{drawing.name}.svg": drawing.wide.encode()}
