"""A package as slides (pptx): few lines on each, all the text in the notes, with the same bytes for the same package."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise, takewhile

from portal.learning.archive import write_archive
from portal.learning.blocks import BREAK, Block, Code, Figure, Heading, Listing, Paragraph, Quote, Table, said
from portal.learning.deck import Deck, Slide
from portal.learning.labels import labels
from portal.learning.package import Drawing, Entry, FigureEntry, LinkEntry, Package, PageEntry, QuizEntry
from portal.learning.prose import blocks, readable
from portal.learning.questions import Kind
from portal.learning.worded import Worded

_LINES, _POINTS = 9, 6  # most lines and points of a slide
_ACROSS = 76  # letters in a line of a slide
_LONGEST = 300  # letters of a point; the rest of it stands in the notes
_CAPTION = 150  # letters of a line under a drawing
_TITLE = 110  # letters of a title
_SPLIT = 2  # the deepest headings that begin a slide
_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÅÄÖ])")


@dataclass
class _Titles:
    """The titles that are taken: each slide has one of its own."""

    taken: set[str] = field(default_factory=set)

    def own(self, title: str) -> str:
        """Return a title that no slide has yet."""
        title = _short(title, _TITLE) or "Kierre"
        found, number = title, 2
        while found in self.taken:
            found, number = f"{title} ({number})", number + 1
        self.taken.add(found)
        return found


def write_slides(package: Package) -> bytes:
    """Return a package as slides."""
    deck = Deck(
        package.language,
        " · ".join(["Kierre", f"{package.words.version} {package.version}", _line(package.licence).partition(":")[0]]),
    )
    titles = _Titles()
    edition = " · ".join(filter(None, [f"{package.words.version} {package.version}", package.day]))
    deck.opening(titles.own(_line(package.title)), ("Kierre", edition), package.address)
    for slide in (*(slide for entry in package.entries for slide in _of(entry, package)), _last(package)):
        deck.add(replace(slide, title=titles.own(slide.title)))
    deck.describe(_line(package.title), package.address, datetime.fromisoformat(package.date or "1980-01-01"))
    return _settled(deck.written())


def _settled(data: bytes) -> bytes:
    """Return a zip file with the order and the dates of all our zip files."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return write_archive({name: archive.read(name) for name in archive.namelist()})


def _of(entry: Entry, package: Package) -> Iterator[Slide]:
    """Yield the slides of an entry."""
    match entry:
        case PageEntry():
            yield from _page(entry, package)
        case FigureEntry():
            told = (entry.caption, entry.drawing.legend, entry.source)
            notes = (entry.drawing.alt, *told, *_told(blocks(entry.twin)), f"{package.words.address}: {entry.address}")
            yield Slide(entry.title, "", _under(entry.caption, entry.source), notes, entry.drawing, (entry.address,))
        case LinkEntry():
            yield Slide(entry.title, entry.summary, (), (entry.summary, entry.address), links=(entry.address,))
        case QuizEntry():
            for number, question in enumerate(entry.questions, start=1):
                yield _question(number, question, entry, package)


def _page(entry: PageEntry, package: Package) -> Iterator[Slide]:
    """Yield the slides of a page: its points on as many as they need, its sections with their drawings, the other drawings.

    The notes of the first hold the whole text, but for what stands in the notes of the sections.
    """
    found = blocks(entry.body, entry.drawings, entry.title)
    points = [_line(each) for each in entry.points] or _points(found)
    lead = _line(entry.lead)
    rest, parts = _sections(found, points)
    source = f"{package.words.sources}: {'; '.join(entry.sources)}" if entry.sources else ""
    notes = (entry.title, lead, *points, *_told(rest), source, f"{package.words.address}: {entry.address}")
    for number, group in enumerate(_grouped([each for each in points if each != lead])):
        more = ("", (labels(package.language)["notes"],)) if number else (_short(lead, _LONGEST), notes)
        yield Slide(entry.title, more[0], group, more[1], links=(entry.address,))
    for part in parts:
        yield from _section(part, entry, package)
    within = [each.drawing for part in parts for each in _drawings(part)]
    for drawing in entry.drawings:
        if drawing not in within:
            caption = next((said(each.caption) for each in found if isinstance(each, Figure) and each.drawing == drawing), "")
            yield _drawn(entry.title, drawing, caption, source, entry)


def _drawn(title: str, drawing: Drawing, caption: str, source: str, entry: PageEntry) -> Slide:
    """Return a drawing of a page with what it shows and where it comes from; source: of the page, if the drawing has none."""
    told = (drawing.alt, caption, drawing.legend, drawing.source or source, entry.address)
    return Slide(title, "", _under(caption or drawing.legend, drawing.source or source), told, drawing)


@dataclass
class _Section:
    """What stands under a heading of a page, down to the next one."""

    title: str
    found: list[Block] = field(default_factory=list)


def _sections(found: Sequence[Block], points: Sequence[str]) -> tuple[list[Block], list[_Section]]:
    """Return what of a page stands in no section of its own, and the sections whose heading, or the one above, is a point of it."""
    rest: list[Block] = []
    parts: list[_Section] = []
    inside = False
    for block in found:
        if isinstance(block, Heading) and block.level <= _SPLIT:
            inside = said(block.runs) in points if block.level == 1 else inside
            if inside:
                parts.append(_Section(said(block.runs)))
                continue
        (parts[-1].found if inside else rest).append(block)
    return rest, [part for part in parts if part.found]


def _section(part: _Section, entry: PageEntry, package: Package) -> Iterator[Slide]:
    """Yield the slides of a section: its lists, or what its paragraphs say first; the whole text stands in the notes.

    Answers for the trainer, which begin with a line in strong letters, stand in the notes alone, as do the words of a drawing.
    """
    shown = list(_without_words(_shown(part), package.words.words_too))
    items = [_unmarked(item[0]) for block in shown if isinstance(block, Listing) for item in block.items if item]
    sentences = [each for block in shown if isinstance(block, Paragraph) for each in _SENTENCE.split(_unmarked(block)) if each]
    before = [block for block in takewhile(lambda block: not isinstance(block, Listing), shown) if isinstance(block, Paragraph)]
    lead = _SENTENCE.split(_unmarked(before[-1]))[-1] if items and before else entry.title
    notes = (part.title, *_told(part.found), f"{package.words.address}: {entry.address}")
    for number, group in enumerate(_grouped(items or sentences[:_POINTS])):
        more = ("", (labels(package.language)["notes"],)) if number else (_short(lead, _LONGEST), notes)
        yield Slide(part.title, more[0], group, more[1], links=(entry.address,))
    for figure in _drawings(part):
        yield _drawn(part.title, figure.drawing, said(figure.caption), "", entry)


def _shown(part: _Section) -> Iterator[Block]:
    """Yield what of a section stands on slides."""
    return takewhile(lambda block: not _is_strong(block), part.found)


def _drawings(part: _Section) -> list[Figure]:
    return [block for block in _shown(part) if isinstance(block, Figure)]


def _without_words(found: Iterable[Block], words_too: str) -> Iterator[Block]:
    """Yield blocks but a list that says a drawing in words, which a line of its own tells."""
    listed = False
    for block in found:
        tells = isinstance(block, Paragraph) and said(block.runs).rstrip(":") == words_too
        if not tells and not (listed and isinstance(block, Listing)):
            yield block
        listed = tells


def _unmarked(block: Block) -> str:
    """Return what a block says in a line, without the numbers of its notes and without addresses."""
    runs = getattr(block, "runs", None)
    words = "".join(run.text for run in runs or () if "raised" not in run.marks).replace(BREAK, " – ")
    return _line(words if runs else next(_told((block,)), ""))


def _is_strong(block: Block) -> bool:
    return isinstance(block, Paragraph) and all("strong" in run.marks for run in block.runs if run.text.strip())


def _points(found: Sequence[Block]) -> list[str]:
    """Return what a page without points of its own says in short: its headings, else how its paragraphs begin."""
    heads = [said(each.runs) for each in found if isinstance(each, Heading) and each.level == 1]
    first = [said(each.runs).partition(". ")[0] for each in found if getattr(each, "look", "") == "plain"]  # type: ignore[union-attr]
    return heads[:_POINTS] if len(heads) > 1 else [each for each in first if each][: _POINTS - 2]


def _grouped(points: Sequence[str]) -> list[tuple[str, ...]]:
    """Return points in groups that fit on a slide, as even as they can be; one group when there are none."""
    short = [_short(each, _LONGEST) for each in points]
    for count in range(1, len(short) + 1):
        size, more = divmod(len(short), count)
        ends = [number * size + min(number, more) for number in range(count + 1)]
        groups = [tuple(short[start:end]) for start, end in pairwise(ends)]
        if all(len(group) <= _POINTS and sum(1 + len(each) // _ACROSS for each in group) <= _LINES for group in groups):
            return groups
    return [(each,) for each in short] or [()]


def _under(*lines: str) -> tuple[str, ...]:
    """Return what stands under a drawing: a line of each; the whole stands in the notes."""
    return tuple(_short(each, _CAPTION) for each in lines if each)


def _question(number: int, question: Worded, entry: QuizEntry, package: Package) -> Slide:
    """Return a question; its answer stands in the notes, where it is asked for."""
    ours = labels(package.language)
    right = [str(question.number)] if question.kind is Kind.NUMBER else [each.text for each in question.options if each.right]
    right = list(question.order) if question.kind is Kind.ORDER else right
    feedback = _told(blocks(entry.feedback.get(question.slug, "")))
    key = (f"{package.words.answers}: {'; '.join(right)}", *feedback) if entry.key else ()
    options = tuple(f"{letter}) {each.text}" for letter, each in zip("abcdefghij", question.options, strict=False))
    shown = tuple(_short(each, _LONGEST) for each in options)
    told = (question.text, *options, *key)
    title = f"{number}. {question.text}"
    return Slide(title, ours[question.kind.value], shown, told, links=(entry.address,), bulleted=False)


def _last(package: Package) -> Slide:
    """Return the last slide: sources, licence, version and address."""
    version = f"{package.words.version} {package.version}" + (f" ({package.day})" if package.day else "")
    points = (*package.attribution, package.licence, version, *package.omitted)
    notes = (*points, package.licence_address, f"{package.words.address}: {package.address}")
    return Slide(
        labels(package.language)["taken"], "", points, notes, links=(package.address, package.licence_address), bulleted=False
    )


def _told(found: Sequence[Block]) -> Iterator[str]:
    """Yield blocks as lines of plain text."""
    for block in found:
        match block:
            case Listing():
                for place, item in enumerate(block.items):
                    mark = "•" if block.first is None else f"{block.first + place}."
                    lines = list(_told(item))
                    yield "\n".join([f"{mark} {lines[0] if lines else ''}", *(f"  {line}" for line in lines[1:])])
            case Quote():
                yield from _told(block.blocks)
            case Table():
                yield "\n".join(
                    [said(block.caption), *(" | ".join(said(cell.runs) for cell in row) for row in (*block.heads, *block.rows))]
                )
            case Code():
                yield block.text
            case Figure():
                yield "\n".join(each for each in (block.drawing.alt, said(block.caption)) if each)
            case _:
                links = [run.link for run in block.runs if run.link.startswith("http")]
                yield " ".join([said(block.runs), *(f"<{link}>" for link in dict.fromkeys(links))])


def _line(text: str) -> str:
    """Return a text as one line."""
    return " ".join(readable(text).split())


def _short(text: str, most: int) -> str:
    """Return a text in one line, cut at a word where it is too long."""
    text = _line(text)
    return (
        text if len(text) <= most else text[: most - 1].rpartition(" ")[0] + "…" if " " in text[:most] else text[: most - 1] + "…"
    )
