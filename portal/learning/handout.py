"""A package as an A4 handout: a tagged PDF (PDF/UA-1) that screen readers read, with the same bytes for the same package."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

import msgspec
import segno
import typst

from portal.learning.blocks import Block, Cell, Figure, Listing, Paragraph, Quote, Table, said
from portal.learning.labels import labels, shortened
from portal.learning.package import Drawing, Entry, FigureEntry, LinkEntry, Package, PageEntry, QuizEntry
from portal.learning.pixels import size
from portal.learning.prose import blocks, readable
from portal.learning.questions import Kind
from portal.learning.worded import Worded
from portal.paths import letters

_SHEET = Path(__file__).parent / "handout.typ"
_BRAND = "Kierre"
_LONG = 1400  # letters of a page that begins on a sheet of its own
_MOST_IN_CODE = 320  # letters of an address that still makes a code which a telephone reads from paper
_WIDTH = 627.0  # width of the text on paper, in the units of drawings
_HEIGHT = 800.0
_WIDEST = 717.0  # with some of the margins
_LEGIBLE = 0.6  # the scale at which letters of a drawing are as small as they may be
_ODD = re.compile(r"[^\x20-\x7e\xa0-\u024f\u2010-\u2027\u2030-\u203a\n\t\v]")
_MISSING = re.compile(r'the text `"(.*)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def write_handout(package: Package) -> bytes:
    """Return a package as a PDF."""
    content = json.dumps(_content(package), ensure_ascii=False, sort_keys=True)
    compiler = typst.Compiler(font_paths=[str(letters())], ignore_system_fonts=True)
    content = _printable(content, compiler)
    made = compiler.compile(
        _SHEET.read_bytes(), format="pdf", sys_inputs={"package": content}, pdf_standards="ua-1", timestamp=_moment(package.date)
    )
    return cast(bytes, made)


def _printable(text: str, compiler: typst.Compiler) -> str:
    """Return a text in which characters that no letters of ours can show stand as their numbers, `[U+1F600]`."""
    odd = "".join(sorted(set(_ODD.findall(text))))
    far = {letter for letter in odd if letter > "\u2e7f"}  # no letters of ours go so far
    odd = "".join(letter for letter in odd if letter not in far)
    while odd:
        tried = json.dumps(" ".join(odd))
        try:
            compiler.compile(
                b'#set document(title: "t")\n#set text(font: ("Kierre Sans", "Libertinus Serif", "DejaVu Sans Mono"))\n'
                b"#json(bytes(sys.inputs.tried))",
                format="pdf",
                sys_inputs={"tried": tried},
                pdf_standards="ua-1",
            )
            break
        except typst.TypstError as error:
            found = _MISSING.search(error.message)
            missing = set(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1]) if found else odd) & set(odd)
            blocks_of = {ord(letter) >> 5 for letter in missing or odd}
            far |= {letter for letter in odd if ord(letter) >> 5 in blocks_of}
            odd = "".join(letter for letter in odd if letter not in far)
    return text.translate({ord(letter): f"[U+{ord(letter):04X}]" for letter in far})


def _moment(day: str) -> int:
    """Return the day of a version as seconds; the beginning of time when it has none, so that no clock is looked at."""
    return (date.fromisoformat(day) - date(1970, 1, 1)).days * 86400 if day else 0


def _content(package: Package) -> dict[str, Any]:
    """Return all that the sheet shows."""
    words, ours = package.words, labels(package.language)
    day = [f"{ours['day']} {package.day}"] if package.day else []
    entries = [_entry(number, entry, package) for number, entry in enumerate(package.entries, start=1)]
    return {
        "title": readable(package.title).strip() or package.slug,
        "language": package.language,
        "author": _BRAND,
        "brand": _BRAND,
        "date": dict(zip(("year", "month", "day"), map(int, package.date.split("-")), strict=True)) if package.date else None,
        "edition": " · ".join([f"{words.version} {package.version}", *day]),
        "foot": " · ".join([_BRAND, f"{words.version} {package.version}", package.licence.partition(":")[0]]),
        "attribution": [readable(each) for each in package.attribution],
        "licence": package.licence,
        "licence_address": package.licence_address,
        "address": package.address,
        "address_shown": shortened(package.address),
        "code": _code(package.address),
        "omitted": [readable(each) for each in package.omitted],
        "contents": words.contents,
        "sources": words.sources,
        "address_word": words.address,
        "key_note": ours["key_note"],
        "entries": entries,
        "anchors": sorted({anchor for entry in entries for anchor in entry.pop("anchors")}),
    }


def _entry(number: int, entry: Entry, package: Package) -> dict[str, Any]:
    """Return an entry as the sheet shows it: every kind has the same fields, most of them empty."""
    anchor = f"entry-{number}-"
    shown: dict[str, Any] = {
        "title": readable(entry.title).strip() or entry.slug,
        "address": entry.address,
        "address_shown": shortened(entry.address),
        "code": _code(entry.address),
        "anchor": anchor,
        "apart": number == 1 and len(package.entries) > 1,
        "whole": isinstance(entry, LinkEntry),
        "lead": "",
        "picture": None,
        "caption": "",
        "notes": [],
        "blocks": [],
        "questions": [],
        "key": [],
        "key_title": "",
        "anchors": [],
    }
    match entry:
        case PageEntry():
            found = blocks(entry.body, entry.drawings, entry.title)
            if found and isinstance(found[0], Paragraph) and said(found[0].runs) == entry.lead:  # it stands above already
                found = found[1:]
            words = len(re.sub(r"<[^>]*>", "", entry.body))
            shown |= {"lead": readable(entry.lead), "apart": shown["apart"] or words > _LONG or bool(entry.drawings)}
            shown |= _prose(found, anchor)
        case FigureEntry():
            notes = [entry.drawing.legend, entry.source]
            shown |= {"apart": True, "picture": _picture(entry.drawing), "caption": readable(entry.caption)}
            shown |= {"notes": [readable(each) for each in notes if each]} | _prose(_once(blocks(entry.twin)), anchor)
        case LinkEntry():
            shown["notes"] = [readable(entry.summary)] if entry.summary else []
        case QuizEntry():
            shown |= _quiz(entry, package)
    return shown


def _prose(found: Sequence[Block], anchor: str) -> dict[str, Any]:
    anchors = dict.fromkeys(anchor + each for block in found for each in _anchors(block))
    seen: set[str] = set()
    return {"blocks": [_plain(block, seen) for block in found], "anchors": list(anchors)}


def _once(twin: Sequence[Block]) -> Sequence[Block]:
    """Return the twin of a drawing without its table, where it says the same as a list before: paper has room for one."""
    return [block for block in twin if not isinstance(block, Table)] if any(isinstance(block, Listing) for block in twin) else twin


def _anchors(block: Block) -> Iterator[str]:
    match block:
        case Listing():
            yield from (each for item in block.items for part in item for each in _anchors(part))
        case Quote():
            yield from (each for part in block.blocks for each in _anchors(part))
        case Table():
            yield from (run.anchor for row in (*block.heads, *block.rows) for cell in row for run in cell.runs if run.anchor)
        case Figure():
            yield from (run.anchor for run in block.caption if run.anchor)
        case _:
            yield from (run.anchor for run in getattr(block, "runs", ()) if run.anchor)


def _plain(block: Block, seen: set[str]) -> dict[str, Any]:
    """Return a block as plain values; tables know the widths of their columns, an id stands only once."""
    match block:
        case Figure():
            return {"kind": "figure", "picture": _picture(block.drawing), "caption": _runs(block.caption, seen)}
        case Listing():
            return {"kind": "list", "first": block.first, "items": [[_plain(part, seen) for part in item] for item in block.items]}
        case Quote():
            return {"kind": "quote", "blocks": [_plain(part, seen) for part in block.blocks]}
        case Table():
            rows = {
                name: [[{"runs": _runs(cell.runs, seen), "head": cell.head, "across": cell.across} for cell in row] for row in part]
                for name, part in (("heads", _whole(block.heads, block.columns)), ("rows", _whole(block.rows, block.columns)))
            }
            return {"kind": "table", "widths": _widths(block), "caption": _runs(block.caption, seen), **rows}
        case _:
            found = cast(dict[str, Any], msgspec.to_builtins(block))
            return found | ({"runs": _runs(block.runs, seen)} if hasattr(block, "runs") else {})


def _runs(runs: Sequence[Any], seen: set[str]) -> list[dict[str, Any]]:
    found = []
    for run in runs:
        if run.anchor and run.anchor in seen:
            continue
        seen.add(run.anchor)
        tag = run.language.split("-")[0]
        found.append(msgspec.to_builtins(run) | {"language": tag if re.fullmatch("[a-z]{2,3}", tag) else ""})
    return found


def _whole(rows: Sequence[tuple[Cell, ...]], columns: int) -> list[tuple[Cell, ...]]:
    """Return rows with empty cells where they are shorter than the table."""
    return [(*row, *(Cell(()) for _ in range(columns - sum(cell.across for cell in row)))) for row in rows]


def _widths(table: Table) -> list[float]:
    """Return how wide the columns are to each other: by the root of what they hold, so that short ones are not starved."""
    letters_of = [6.0] * table.columns
    for row in (*table.heads, *table.rows):
        if all(cell.across == 1 for cell in row):
            for place, cell in enumerate(row):
                letters_of[place] = max(letters_of[place], len(said(cell.runs)))
    return [round(min(count, 200) ** 0.5, 2) for count in letters_of]


def _picture(drawing: Drawing) -> dict[str, Any]:
    """Return the shape of a drawing that is the easier to read on a sheet, and how much of its width it takes (percent)."""
    shapes = [(_scale(*size(svg)), svg) for svg in (drawing.wide, drawing.narrow) if svg]
    scale, svg = shapes[0] if shapes[0][0] >= _LEGIBLE else max(shapes, key=lambda shape: shape[0])
    alt = readable(drawing.alt).strip() or drawing.name
    return {"svg": readable(svg), "alt": alt, "width": round(100 * scale * size(svg)[0] / _WIDTH, 2)}


def _scale(width: float, height: float) -> float:
    """Return how large a drawing can be on a sheet: 1 is the size in which it is drawn."""
    return min(1.0, _WIDEST / width, _HEIGHT / height)


def _quiz(entry: QuizEntry, package: Package) -> dict[str, Any]:
    """Return questions as a sheet to work on and, where it is asked for, what the teacher needs."""
    ours = labels(package.language)
    shown = [
        {
            "text": each.text,
            "form": each.kind.value,
            "instruction": ours[each.kind.value],
            "options": [o.text for o in each.options],
        }
        for each in entry.questions
    ]
    key = [_answer(each, entry.feedback.get(each.slug, "")) for each in entry.questions] if entry.key else []
    return {"apart": True, "questions": shown, "key": key, "key_title": f"{package.words.answers}: {entry.title}"}


def _answer(question: Worded, feedback: str) -> dict[str, Any]:
    if question.kind is Kind.NUMBER:
        right = [str(question.number)]
    elif question.kind is Kind.ORDER:
        right = [f"{place}. {name}" for place, name in enumerate(question.order, start=1)]
    else:
        right = [f"{letter}) {option.text}" for letter, option in zip(_LETTERS, question.options, strict=False) if option.right]
    return {"text": question.text, "right": right, "feedback": [_plain(block, set()) for block in blocks(feedback)]}


def _code(address: str) -> str:
    """Return an address as a QR code (SVG); nothing when it is too long to be read from paper."""
    if not address or len(address) > _MOST_IN_CODE:
        return ""
    buffer = io.BytesIO()
    segno.make(address, error="m", micro=False).save(buffer, kind="svg", border=0, dark="#1c2426", xmldecl=False, nl=False)
    return buffer.getvalue().decode()
