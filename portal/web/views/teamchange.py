"""Two team checks side by side: two files are read in memory, what has changed is shown, and nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import flask

from portal.analysis import team_file
from portal.analysis.team import Answers, Fault, Wrong, understand
from portal.analysis.team_change import difference
from portal.languages import Language
from portal.namespaces import local_name
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Named
from portal.web.team_form import TOLD, Unread, unread
from portal.web.team_page import digits, name

blueprint = flask.Blueprint("teamchange", __name__)
LARGEST = 4 * team_file.LARGEST  # bytes of both files, and of both texts that came back
FILES = ("first", "second")


@dataclass(frozen=True)
class FileField:
    """One of the two files: its text when it could be read, its day and version, and what is wrong with it.

    more: the number of problems and faults that are not listed; left_out: answers to questions that are no longer asked.
    """

    field: str
    text: str = ""
    day: str = ""
    version: str = ""
    missing: bool = False
    problems: tuple[team_file.Problem, ...] = ()
    faults: tuple[tuple[Fault, Named | None], ...] = ()
    answers: Answers | None = None
    more: int = 0
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChangePage:
    """What lies between two checks, named; before and after are the days."""

    before: str
    after: str
    swapped: bool
    answers: list[tuple[Named, str, str]]
    gone: list[Named]
    new: list[Named]
    still: list[Named]
    numbers: list[tuple[Named, str, str]]
    mechanisms: list[tuple[Named, list[tuple[Named, str, str]]]]


@page(blueprint, "change", methods=("GET", "POST"))
def change(language: Language) -> flask.typing.ResponseReturnValue:
    """Show the form for two files; with both, what has changed from the earlier to the later."""
    if flask.request.method != "POST":
        empty = [FileField(field) for field in FILES]
        return answer(flask.render_template("team/change.html", files=empty, page=None, unread=None), "text/html; charset=utf-8")
    why = unread(LARGEST)
    if why:
        return _unkept([FileField(field) for field in FILES], None, why.status, why)
    files = [_file(field, language) for field in FILES]
    first, second = (each.answers for each in files)
    if first is None or second is None:
        return _unkept(files, None, 400)
    return _unkept(files, _changes(files, language), 200)


def _unkept(files: list[FileField], page: ChangePage | None, status: int, why: Unread | None = None) -> flask.Response:
    body = flask.render_template("team/change.html", files=files, page=page, unread=why)
    response = flask.Response(body, status, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


def _file(field: str, language: Language) -> FileField:
    """Return a file as it was chosen now, or as it came back with the form when none was."""
    chosen = flask.request.files.get(field)
    data = chosen.read() if chosen and chosen.filename else flask.request.form.get(field + "-text", "").encode()
    if not data:
        return FileField(field, missing=True)
    read = team_file.read(data)
    if isinstance(read, tuple):
        return FileField(field, problems=read[:TOLD], more=max(len(read) - TOLD, 0))
    answers, faults = understand(read.given, house().questions)
    removed = [each for each in faults if each.wrong is Wrong.UNKNOWN_THING and read.version != house().data.version]
    faults = tuple(each for each in faults if each not in removed)
    known = {*house().questions.whole, *house().questions.barriers, *(each.iri for each in house().questions.indicators)}
    shown = tuple((each, name(each.about, language) if each.about in known else None) for each in faults[:TOLD])
    return FileField(
        field,
        "" if faults else read.text,
        read.created.isoformat(),
        read.version,
        faults=shown,
        answers=None if faults else answers,
        more=len(faults) - len(shown),
        left_out=tuple(dict.fromkeys(local_name(each.about)[:60] for each in removed)),
    )


def _changes(files: list[FileField], language: Language) -> ChangePage:
    swapped = files[0].day > files[1].day
    before, after = reversed(files) if swapped else files
    found = difference(before.answers or Answers(), after.answers or Answers(), house().questions, house().analysis)
    mechanisms: dict[str, list[tuple[Named, str, str]]] = {}
    for moved in found.mechanisms:
        mechanisms.setdefault(moved.mechanism, []).append((name(moved.level, language), moved.before, moved.after))
    return ChangePage(
        before.day,
        after.day,
        swapped,
        [(name(each.piece, language), each.before or "", each.after or "") for each in found.answers],
        [name(iri, language) for iri in found.gone],
        [name(iri, language) for iri in found.new],
        [name(iri, language) for iri in found.still],
        [(name(each.indicator, language), _own(each.before, language), _own(each.after, language)) for each in found.numbers],
        [(name(mechanism, language), levels) for mechanism, levels in mechanisms.items()],
    )


def _own(number: Decimal | None, language: Language) -> str:
    return "" if number is None else digits(number, language)
