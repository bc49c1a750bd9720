"""The command `kierre release`: makes a data release of data without errors."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from portal import __version__
from portal.errors import DataNotReady
from portal.settings import Settings, read_settings


@click.command()
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="Folder to write to, not KIERRE_RELEASES.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day of the release, YYYY-MM-DD, instead of today.")
def release(folder: Path | None, day: datetime | None) -> None:
    """Make a data release: the whole graph and the texts of the pages, compressed, and what has changed since the one before.

    Data with errors is not released, nor data that says what the newest release says. Nothing is overwritten.
    """
    from portal.graph.load import load  # noqa: PLC0415 - slow to import, and only this command needs it here
    from portal.graph.releases import make_release  # noqa: PLC0415

    settings = read_settings()
    data = load(settings.sources)
    _must_be_clean(settings, data.version)
    into = folder or settings.sources / settings.releases
    made = make_release(data, into, (day or datetime.now(UTC)).date(), __version__)
    log = made.log
    click.echo(f"Release {made.number} of {made.date}: {made.triples} triples, data {made.data}, in {into / made.file}")
    if made.previous:
        counts = f"{len(log.added)} added, {len(log.changed)} changed, {len(log.deprecated)} deprecated, {len(log.removed)} removed"
        click.echo(f"Since release {made.previous}: {counts}.")


def _must_be_clean(settings: Settings, version: str) -> None:
    """Raise DataNotReady unless this data version is, or is now found to be, without errors."""
    from validation import stamp  # noqa: PLC0415 - rdflib and pyshacl are slow to import and not always needed
    from validation.check import check  # noqa: PLC0415
    from validation.report import Level  # noqa: PLC0415

    if stamp.is_clean(settings.state, version):
        return
    report = check(settings.sources, lambda _: None)
    stamp.write(settings.state, report)
    errors = report.count(Level.ERROR)
    if errors:
        raise DataNotReady(f"The data has {errors} errors, so it is not released. See them with: kierre check {settings.sources}")
