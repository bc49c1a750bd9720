"""The commands that ask the analysis: loops, chain, coverage, whatif, gaps, cuts. They print what `/api/v1` answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

import click

from portal.errors import KierreError
from portal.languages import LANGUAGES
from portal.settings import read_settings

Command = Callable[..., None]
Pairs = list[tuple[str, str]]


class Unanswerable(KierreError):
    """The question cannot be answered as it stands."""


def _options(*forms: str) -> Callable[[Command], Command]:
    """Return a decorator that gives a command the options that all questions share."""

    def decorate(command: Command) -> Command:
        for option in (
            click.option("--format", "form", type=click.Choice(forms), default="text", show_default=True, help="How to write it."),
            click.option(
                "--lang", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True, help="Language of names and words."
            ),
            click.option(
                "--view",
                type=click.Choice(["all", "source"]),
                default="all",
                show_default=True,
                help="With hypotheses, or only what the source says.",
            ),
        ):
            command = option(command)
        return command

    return decorate


def _answer(question: str, asked: Pairs, common: dict[str, str]) -> None:
    """Print the answer of the interface for programs to a question; raises Unanswerable with its sentence."""
    from portal.web import create_app  # noqa: PLC0415 - only questions need the web layer

    given = [*asked, *((name, common[name]) for name in ("view", "lang")), ("format", common["form"])]
    client = create_app(replace(read_settings(), kept_megabytes=1)).test_client()
    answer = client.get(f"/api/v1/{question}?{urlencode(given)}")
    if answer.status_code != 200:
        raise Unanswerable(json.loads(answer.data)["detail"])
    click.echo(answer.text, nl=False)


@click.command()
@click.argument("loop", required=False)
@click.option("--limit", default=200, show_default=True, type=click.IntRange(1, 1000), help="Most loops that are listed.")
@_options("text", "json", "dot")
def loops(loop: str | None, limit: int, **common: Any) -> None:  # noqa: ANN401 - the shared options
    """List the feedback loops, or tell of one LOOP by its name (loop-…)."""
    _answer(f"loops/{quote(loop, safe='')}" if loop else "loops", [] if loop else [("limit", str(limit))], common)


@click.command()
@click.argument("obstacle")
@click.option("--level", type=click.Choice(["macro", "meso", "micro"]), help="Your level: what is in your hands comes first.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(["method", "intervention", "recommendation", "condition"]),
    help="What to look for (may be repeated; default: all but conditions).",
)
@_options("text", "json", "dot")
def chain(obstacle: str, level: str | None, kinds: tuple[str, ...], **common: Any) -> None:  # noqa: ANN401
    """Lead from an OBSTACLE to what one can do about it, step by step: its id, its IRI, or its exact name."""
    asked = [("obstacle", obstacle), *([("level", level)] if level else []), *(("kind", kind) for kind in kinds)]
    _answer("chains", asked, common)


@click.command()
@_options("text", "json", "dot")
def coverage(**common: Any) -> None:  # noqa: ANN401
    """Show which mechanisms are carried at which levels, and where there is a gap."""
    _answer("coverage", [], common)


@click.command()
@click.argument("thing")
@click.option(
    "--change", type=click.Choice(["more", "less"]), help="Whether it grows stronger or weaker (default: for the better)."
)
@click.option("--limit", default=200, show_default=True, type=click.IntRange(1, 1000), help="Most things that are listed.")
@_options("text", "json", "dot")
def whatif(thing: str, change: str | None, limit: int, **common: Any) -> None:  # noqa: ANN401
    """Say where a change in a THING drives the others: more, less, or unclear. Directions only, no amounts."""
    asked = [("thing", thing), *([("change", change)] if change else []), ("limit", str(limit))]
    _answer("whatif", asked, common)


@click.command()
@_options("text", "json")
def gaps(**common: Any) -> None:  # noqa: ANN401
    """List what the model leaves open: unused interventions, outcomes nobody produces, barriers nothing counters."""
    _answer("gaps", [], common)


@click.command()
@_options("text", "json")
def cuts(**common: Any) -> None:  # noqa: ANN401
    """List the smallest sets of arrows, and of barriers, without which no loop is left."""
    _answer("cuts", [], common)


COMMANDS = (loops, chain, coverage, whatif, gaps, cuts)
