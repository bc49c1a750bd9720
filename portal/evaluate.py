"""The commands that measure Kierre against questions with known answers: `kierre eval search FILE`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portal.errors import DataNotReady
from portal.languages import LANGUAGES
from portal.namespaces import local_name
from portal.settings import read_settings

if TYPE_CHECKING:
    from portal.search.measure import Outcome


@click.group("eval")
def evaluate() -> None:
    """Measure how well Kierre answers questions whose answers are known."""


@evaluate.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--misses", is_flag=True, help="List the questions whose first answer is not a right one.")
def search(file: Path, *, misses: bool) -> None:
    """Ask the search the questions of FILE: a table with the columns lang, query, expected (statement ids, with commas between)."""
    from portal.graph.catalogue import Catalogue  # noqa: PLC0415 - only this command needs the data
    from portal.graph.load import load  # noqa: PLC0415
    from portal.search.ask import Search  # noqa: PLC0415
    from portal.search.index import Index  # noqa: PLC0415
    from portal.search.measure import ask_all, read_questions  # noqa: PLC0415
    from portal.search.texts import Library  # noqa: PLC0415

    questions = read_questions(file)
    if not questions:
        raise DataNotReady(f"{file} holds no questions.")
    settings = read_settings()
    data = load(settings.sources, settings.data)
    outcomes = ask_all(Search(Index(Library(data, Catalogue(data)).documents)), questions)
    click.echo("lang   questions   hit@1   hit@5     MRR   median ms   p95 ms")
    for language in LANGUAGES:
        _row(language, [each for each in outcomes if each.question.language == language])
    _row("all", outcomes)
    for each in outcomes if misses else ():
        if each.place != 1:
            place = f"at {each.place}" if each.place else "not found"
            click.echo(f"{each.question.language}\t{each.question.text}\t{place}\tfirst: {local_name(each.first) or 'nothing'}")


def _row(name: str, outcomes: Sequence[Outcome]) -> None:
    """Print the figures of some outcomes."""
    from portal.search.measure import marks  # noqa: PLC0415

    if outcomes:
        found = marks(outcomes)
        click.echo(
            f"{name:<4}{found.questions:>12}{found.first:>8.1%}{found.five:>8.1%}{found.mean_reciprocal:>8.3f}"
            f"{found.middle:>12.2f}{found.slowest:>9.2f}"
        )
