"""The command `kierre questions`: a question bank made from what the sources state."""

from __future__ import annotations

from typing import cast

import click

from portal.errors import DataNotReady
from portal.languages import LANGUAGES, Language
from portal.learning.families import families
from portal.namespaces import BASE
from portal.settings import read_settings


@click.command("questions")
@click.option("--format", "form", type=click.Choice(["text", "gift", "xml"]), default="text", help="To read, GIFT or Moodle XML.")
@click.option("--lang", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True, help="Language of the questions.")
@click.option("--count", type=click.IntRange(1, 1000), default=20, show_default=True, help="Most questions.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="The same number gives the same questions.")
@click.option("--kind", "kinds", multiple=True, help="Only this kind; may be repeated.")
def questions(form: str, lang: str, count: int, seed: int, kinds: tuple[str, ...]) -> None:
    """Write questions for a course: each from what the sources state, with one right answer and feedback that names the place.

    With KIERRE_PUBLIC_URL set, feedback leads to the thing there.
    """
    from portal.graph.catalogue import Catalogue  # noqa: PLC0415 - only this command needs the data
    from portal.graph.load import load  # noqa: PLC0415
    from portal.learning import feedback  # noqa: PLC0415
    from portal.learning.bank import TITLES, Bank, Wish  # noqa: PLC0415
    from portal.learning.facts import Facts  # noqa: PLC0415
    from portal.learning.gift import write_gift  # noqa: PLC0415
    from portal.learning.moodle_xml import write_moodle_xml  # noqa: PLC0415
    from portal.learning.preview import write_preview  # noqa: PLC0415

    known = {each.name for each in families()}
    for kind in kinds:
        if kind not in known:
            raise click.BadParameter(f"{kind!r} is none of {', '.join(sorted(known))}.", param_hint="--kind")
    settings = read_settings()
    data = load(settings.sources, settings.data)
    bank, language = Bank(Facts(data, Catalogue(data))), cast(Language, lang)
    found = bank.drawn(Wish(kinds, count=count, seed=seed))
    if not found:
        raise DataNotReady("The data allows no question of this kind.")
    base = settings.public_url.rstrip("/")
    told = bank.told(found, language, seed, lambda iri: f"{base}/{iri.removeprefix(BASE)}" if base else "")
    if form == "text":
        click.echo(write_preview(told), nl=False)
        return
    after = {each.slug: feedback.as_html(each) for each in told}
    write = write_gift if form == "gift" else write_moodle_xml
    click.echo(write(told, TITLES[language], after), nl=False)
