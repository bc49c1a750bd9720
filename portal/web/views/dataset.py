"""The dataset as a whole: a page for people, DCAT and VoID for programs."""

from __future__ import annotations

from dataclasses import dataclass

import flask
from werkzeug.exceptions import NotFound

from portal.graph.description import Described, describe_dataset, describe_release
from portal.graph.dumps import Dump
from portal.graph.formats import GRAPH_FORMATS, HTML, by_ending
from portal.graph.load import HYPOTHESES
from portal.graph.releases import Release
from portal.graph.statistics import Statistics
from portal.graph.store import write_triples
from portal.languages import Language
from portal.namespaces import DATASET, DOCUMENTS, ID, KIERRE, local_name
from portal.terms import Triple
from portal.web.addresses import address
from portal.web.house import house
from portal.web.language import chosen
from portal.web.localised import page
from portal.web.negotiation import answer, best, see_other
from portal.web.pages import Named, named
from portal.web.public import absolute

blueprint = flask.Blueprint("dataset", __name__)
_EXAMPLES = ("queues-grow", "enabling-leadership", "financial-social-work")


@dataclass(frozen=True)
class FileRow:
    """One format of the graph: its file, and the same compressed."""

    plain: Dump
    packed: Dump


@dataclass(frozen=True)
class GraphRow:
    """One named graph: its name, its triples, and whether it holds hypotheses."""

    iri: str
    name: str
    count: int
    inferred: bool


@dataclass(frozen=True)
class DatasetPage:
    """What the page of the dataset shows."""

    iri: str
    version: str
    release: Release | None
    base: str
    sources: list[Named]
    examples: list[Named]
    files: list[FileRow]
    numbers: Statistics
    graphs: list[GraphRow]
    kinds: list[tuple[Named, str, int]]
    linked: list[tuple[str, int]]


@blueprint.get("/dataset", defaults={"number": ""})
@blueprint.get("/dataset/<number>")
def dataset(number: str) -> flask.typing.ResponseReturnValue:
    """Send on from the name of the dataset, or of a release, to its page or its data; give the data where the form is named."""
    rest, _, ending = number.rpartition(".")
    form = by_ending(ending)
    if rest and form in GRAPH_FORMATS:
        return _written(describe_release(house().releases[rest], absolute), ending)
    section = "releases" if number else "dataset"
    where = address(section, chosen()) + (f"#{house().releases[number].number}" if number else "")
    form = best((HTML, *GRAPH_FORMATS))
    return see_other(where if form is HTML else f"{flask.request.path}.{form.ending}", "Accept, Accept-Language")


@blueprint.get("/dataset.<ending>")
def data(ending: str) -> flask.typing.ResponseReturnValue:
    """Give the description of the dataset in a graph format."""
    here = house()
    described = Described(
        here.data.version, here.releases.of(here.data.version), tuple(here.releases), here.settings.contact,
        tuple(here.dumps.all), here.published, absolute,
    )  # fmt: skip
    return _written(describe_dataset(described), ending)


def _written(triples: list[Triple], ending: str) -> flask.typing.ResponseReturnValue:
    form = by_ending(ending)
    if form is None or form not in GRAPH_FORMATS:
        raise NotFound(f"The description is given as {', '.join('.' + each.ending for each in GRAPH_FORMATS)}, not as .{ending}.")
    return answer(write_triples(triples, form), form.content_type, of=house().releases.latest)


@page(blueprint, "dataset")
def page_(language: Language) -> flask.typing.ResponseReturnValue:
    """Show what the dataset is, its files, how to ask it, and how much it holds."""
    here, catalogue = house(), house().catalogue
    dumps, numbers = here.dumps.all, here.published
    graphs = [
        GraphRow(graph, local_name(graph), extent.triples, local_name(graph).startswith(HYPOTHESES))
        for graph, extent in numbers.graphs
    ]
    kinds = [
        (named(catalogue[each.iri], language), address("class", language, local_name(each.iri)), each.count)
        for each in numbers.whole.classes
        if each.iri.startswith(KIERRE)
    ]
    vocabularies = dict.fromkeys(each.vocabulary for each in numbers.links)
    shown = DatasetPage(
        DATASET,
        here.data.version,
        here.releases.of(here.data.version),
        absolute(""),
        [named(catalogue[document], language, defined=True) for document in DOCUMENTS],
        [named(catalogue[ID + slug], language) for slug in _EXAMPLES if ID + slug in catalogue],
        [FileRow(plain, packed) for plain, packed in zip(dumps[::2], dumps[1::2], strict=True)],
        numbers,
        graphs,
        sorted(kinds, key=lambda row: -row[2]),
        [(name, sum(each.count for each in numbers.links if each.vocabulary == name)) for name in vocabularies],
    )
    return answer(flask.render_template("dataset/dataset.html", page=shown), "text/html; charset=utf-8", of=house().releases.latest)
