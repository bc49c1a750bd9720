"""The command `kierre`: serve, check, build, query, eval, links, release, and the questions of portal/explore.py."""

from __future__ import annotations

import functools
import gc
import json
import signal
import sys
from logging import getLogger
from logging.config import dictConfig
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from portal import __version__
from portal.errors import KierreError
from portal.evaluate import evaluate
from portal.explore import COMMANDS
from portal.graph.formats import N_QUADS, RESULT_CSV, RESULT_JSON, RESULT_TSV, TURTLE, Format
from portal.links import links
from portal.listening import bound
from portal.log import configuration
from portal.questions import questions
from portal.release import release
from portal.settings import Settings, read_settings

if TYPE_CHECKING:
    from validation.report import Report

CLEAN, FAULTY, COULD_NOT_RUN = 0, 1, 2


class _Failure(click.ClickException):
    """An error that ends the command with exit code 2 and its sentence."""

    exit_code = COULD_NOT_RUN


class _Group(click.Group):
    """Turns our own errors into a sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except KierreError as error:
            raise _Failure(str(error)) from None


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kierre")
def main() -> None:
    """Run Kierre, the open knowledge graph of Finnish adult social work."""


for _question in COMMANDS:
    main.add_command(_question)
main.add_command(evaluate)
main.add_command(links)
main.add_command(questions)
main.add_command(release)


@main.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "ttl"]), default="text", help="How to write the report.")
@click.option("--strict", is_flag=True, help="Exit 1 on warnings too.")
@click.option("--profile", type=click.Choice(["team"]), help="Check one file of this kind instead: a team check (JSON-LD).")
def check(folder: Path | None, form: str, *, strict: bool, profile: str | None) -> None:
    """Run every rule over the sources in FOLDER, which holds ontology/ and content/ (default: the data that is served).

    With --profile, FOLDER is a file, and is checked for what such a file must be.

    Exit code 0: no errors; 1: errors; 2: the check could not run.
    """
    from validation.report import Level  # noqa: PLC0415 - rdflib and pyshacl are slow to import and only checks need them

    gc.set_threshold(100_000, 50, 50)  # nearly all that a check makes stays: looking for garbage in it took an eighth of its time
    settings = read_settings()
    report = _checked_file(folder, settings) if profile else _checked_folder(folder, settings)
    writers = {"text": report.as_text, "json": report.as_json, "ttl": report.as_turtle}
    click.echo(writers[form]())
    faulty = report.count(Level.ERROR) or (strict and report.count(Level.WARNING))
    sys.exit(FAULTY if faulty else CLEAN)


def _checked_file(file: Path | None, settings: Settings) -> Report:
    """Return the report on a file of a team check."""
    from portal.graph.load import load  # noqa: PLC0415
    from validation.profile import check_team  # noqa: PLC0415

    if file is None:
        raise _Failure("Name the file to check: kierre check --profile team FILE.")
    try:
        return check_team(file, load(settings.sources, settings.data))
    except OSError as error:
        raise _Failure(f"{file} cannot be read: {error.strerror}.") from None


def _checked_folder(folder: Path | None, settings: Settings) -> Report:
    """Return the report on a folder, or on the data that is served, which is then noted; a terminal is told how far it is."""
    from validation import stamp  # noqa: PLC0415
    from validation.check import check as run  # noqa: PLC0415

    root = folder or settings.sources
    if not root.is_dir():
        raise _Failure(f"{root} is no folder. Name one that holds ontology/ and content/.")
    own = settings.data if folder is None else ()
    report = run(root, lambda step: click.echo(f"{step} …", err=True) if sys.stderr.isatty() else None, own)
    if folder is None:
        stamp.write(settings.state, report)
    return report


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Serving processes.")
@click.option("--reload", is_flag=True, help="Check and read the data anew whenever its files change.")
def serve(host: str, port: int, workers: int, *, reload: bool) -> None:
    """Serve the portal. Data with errors is not served.

    On SIGHUP, or with --reload when files change, the data is checked and read anew; when it has errors, the old version stays.
    """
    from portal.serve import serve as run  # noqa: PLC0415 - the server is needed by this command only

    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # until the server hears it: what it reads then is the newest anyway
    settings = read_settings()
    dictConfig(configuration(settings.log))
    bound(host, port).close()  # who cannot listen there is told so before the data is checked
    _must_be_clean(settings)
    getLogger("kierre").info("Kierre %s at http://%s:%d/ (stop with Ctrl+C)", __version__, host, port)
    run(host, port, workers, settings, reload=reload)


def _must_be_clean(settings: Settings) -> None:
    """Raise DataNotReady unless this data version is, or has just been, found to be without errors."""
    from portal.errors import DataNotReady  # noqa: PLC0415
    from portal.graph.load import data_version, find_sources  # noqa: PLC0415
    from portal.reload import check_apart  # noqa: PLC0415
    from validation import stamp  # noqa: PLC0415

    if stamp.is_clean(settings.state, data_version(find_sources(settings.sources, settings.data))):
        return
    getLogger("kierre").info("This version of the data has not been checked yet; checking it first (about ten seconds).")
    checking = check_apart()
    said, complained = checking.communicate()
    if checking.returncode not in {CLEAN, FAULTY}:
        raise _Failure(complained.strip().removeprefix("Error: "))
    errors = json.loads(said)["counts"]["error"]
    if errors:
        raise DataNotReady(f"The data has {errors} errors, so nothing is served. See them with: kierre check")


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def build(file: Path) -> None:
    """Write the whole graph to FILE as N-Quads."""
    from portal.graph.load import load  # noqa: PLC0415

    settings = read_settings()
    data = load(settings.sources, settings.data)
    unfinished = file.with_name(file.name + ".part")
    try:
        unfinished.write_bytes(data.store.dump(N_QUADS))
        unfinished.replace(file)
    except OSError as error:
        raise _Failure(f"{file} cannot be written: {error.strerror}.") from None
    click.echo(f"{len(data.store)} triples, data {data.version}: {file}", err=True)


@main.command()
@click.option("--keep", default=2, show_default=True, type=click.IntRange(1), help="Versions to keep, this one included.")
def publish(keep: int) -> None:
    """Load this version of the data into the engine at KIERRE_STORE, for portals that run over it.

    Portals take up the version when it is in, whole; until then those that run go on with theirs. Data with errors is not
    published.
    """
    from portal.graph.endpoint import Endpoint, address_of  # noqa: PLC0415 - needed by this command only
    from portal.graph.load import load  # noqa: PLC0415
    from portal.graph.publish import publish as run  # noqa: PLC0415

    settings = read_settings()
    if not settings.store:
        raise _Failure(
            "Set KIERRE_STORE to the address of the SPARQL endpoint of the engine, for example http://127.0.0.1:7878/query."
        )
    _must_be_clean(settings)
    data = load(settings.sources, settings.data)
    say = functools.partial(click.echo, err=True)
    run(Endpoint(address_of(settings)), data.store, data.version, keep, say)
    click.echo(f"Published data version {data.version}: {len(data.store)} triples.")


_TABLES: dict[str, Format] = {"csv": RESULT_CSV, "tsv": RESULT_TSV, "json": RESULT_JSON}


@main.command("query")
@click.argument("query")
@click.option("--format", "form", type=click.Choice(list(_TABLES)), default="tsv", show_default=True, help="How to write a table.")
def query_(query: str, form: str) -> None:
    """Answer a SPARQL QUERY: a text, or the name of a file that holds one. Our prefixes need no declaration here."""
    from portal.graph.guard import Form, guard  # noqa: PLC0415
    from portal.graph.load import load  # noqa: PLC0415
    from portal.graph.store import Store  # noqa: PLC0415

    settings = read_settings()
    text = Path(query).read_text(encoding="utf-8") if _is_file(query) else query
    guarded = guard(text, characters=settings.query_characters, depth=settings.query_depth)
    chosen = TURTLE if guarded.form in {Form.CONSTRUCT, Form.DESCRIBE} else _TABLES[form]
    if guarded.form is Form.ASK:
        chosen = RESULT_JSON
    out = sys.stdout.buffer
    store = cast(Store, load(settings.sources, settings.data).store)
    try:
        store.answer(text, chosen, out, settings.query_rows, (), (), union=not guarded.names_dataset, prefixes=True)
    except RuntimeError as error:  # the engine's word for a function that it does not know
        raise _Failure(f"{error}.") from None


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False
