"""The description of the dataset in DCAT 3 and VoID, as triples: what dataset.ttl says, with the numbers of this version."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.graph.dumps import PACKED, Dump
from portal.graph.releases import Release
from portal.graph.statistics import Links, Statistics
from portal.graph.store import read_turtle
from portal.namespaces import DATASET, DCAT, DCTERMS, FOAF, LICENCE, ONTOLOGY, RDF, SPDX, VCARD, VOCABULARIES, VOID, XSD, local_name
from portal.terms import Iri, Node, Text, Triple

_STATIC = Path(__file__).parent / "dataset.ttl"
_MEDIA_TYPE = "http://www.iana.org/assignments/media-types/"
_ALGORITHM = SPDX + "checksumAlgorithm_sha256"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True)
class Described:
    """What the description of this version is made of.

    version: of the data; release: as which it was released, if it was; releases: all; contact: who runs the portal, or "";
    dumps: the files; numbers: what is in the graph; absolute: gives the whole address of a path.
    """

    version: str
    release: Release | None
    releases: tuple[Release, ...]
    contact: str
    dumps: tuple[Dump, ...]
    numbers: Statistics
    absolute: Callable[[str], str]


def describe_dataset(what: Described) -> list[Triple]:
    """Return the whole description."""
    return [
        *read_turtle(_STATIC),
        *_version(what),
        *_publisher(what.contact),
        *_services(what.absolute),
        *(triple for dump in what.dumps for triple in _distribution(dump, what.absolute)),
        *_numbers(what.numbers),
        *(triple for links in what.numbers.links for triple in _linkset(links)),
    ]


def describe_release(release: Release, absolute: Callable[[str], str]) -> list[Triple]:
    """Return the description of one release."""
    iri = release_iri(release.number)
    file = f"{iri}#file"
    pages = f"{iri}#pages"
    address, texts = (Iri(absolute(f"/download/releases/{name}")) for name in (release.file, release.pages.file))
    return [
        *_facts(iri, RDF, type=Iri(DCAT + "Dataset")),
        *_facts(iri, DCTERMS, isVersionOf=Iri(DATASET), issued=_date(release.date), license=Iri(LICENCE)),
        *_facts(iri, DCAT, version=Text(release.number), distribution=Iri(file)),
        _fact(iri, DCAT + "distribution", Iri(pages)),
        *_facts(iri, VOID, triples=_whole(release.triples), dataDump=address),
        *([_fact(iri, DCAT + "previousVersion", Iri(release_iri(release.previous)))] if release.previous else []),
        *_facts(file, DCAT, downloadURL=address, accessURL=address, byteSize=_size(release.size)),
        *_facts(file, DCAT, mediaType=Iri(_MEDIA_TYPE + "application/n-quads"), compressFormat=Iri(_MEDIA_TYPE + PACKED)),
        *_facts(file, RDF, type=Iri(DCAT + "Distribution")),
        *_facts(file, DCTERMS, license=Iri(LICENCE)),
        *_checksum(file, release.sha256),
        *_facts(pages, DCAT, downloadURL=texts, accessURL=texts, byteSize=_size(release.pages.size)),
        *_facts(pages, DCAT, mediaType=Iri(_MEDIA_TYPE + "text/markdown"), packageFormat=Iri(_MEDIA_TYPE + "application/zip")),
        *_facts(pages, RDF, type=Iri(DCAT + "Distribution")),
        *_facts(pages, DCTERMS, license=Iri(LICENCE)),
        *_checksum(pages, release.pages.sha256),
    ]


def release_iri(number: str) -> str:
    """Return the IRI of a release."""
    return f"{DATASET}/{number}"


def _fact(subject: str, property_: str, value: Node) -> Triple:
    return Iri(subject), Iri(property_), value


def _facts(subject: str, namespace: str, **values: Node) -> Iterator[Triple]:
    return (_fact(subject, namespace + name, value) for name, value in values.items())


def _whole(number: int) -> Text:
    return Text(str(number), datatype=XSD + "integer")


def _size(number: int) -> Text:
    return Text(str(number), datatype=XSD + "nonNegativeInteger")


def _date(day: str) -> Text:
    return Text(day, datatype=XSD + "date")


def _version(what: Described) -> Iterator[Triple]:
    """Yield which version this is, and which releases there are."""
    yield _fact(DATASET, DCTERMS + "identifier", Text(what.version))
    yield _fact(DATASET, DCAT + "version", Text(what.release.number if what.release else what.version))
    if what.release:
        yield _fact(DATASET, DCTERMS + "modified", _date(what.release.date))
        yield _fact(DATASET, DCAT + "hasCurrentVersion", Iri(release_iri(what.release.number)))
    for release in what.releases:
        yield _fact(DATASET, DCAT + "hasVersion", Iri(release_iri(release.number)))
    yield _fact(DATASET, DCAT + "landingPage", Iri(what.absolute("/dataset")))


def _publisher(contact: str) -> Iterator[Triple]:
    """Yield who runs this portal, as far as the settings say."""
    if not contact:
        return
    agent, mail = DATASET + "#publisher", _MAIL.search(contact)
    yield _fact(DATASET, DCTERMS + "publisher", Iri(agent))
    yield from _facts(agent, RDF, type=Iri(FOAF + "Agent"))
    yield from _facts(agent, FOAF, name=Text(contact))
    if mail:
        point = DATASET + "#contact"
        yield _fact(DATASET, DCAT + "contactPoint", Iri(point))
        yield from _facts(point, RDF, type=Iri(VCARD + "Kind"))
        yield from _facts(point, VCARD, fn=Text(contact), hasEmail=Iri(f"mailto:{mail[0]}"))


def _services(absolute: Callable[[str], str]) -> Iterator[Triple]:
    endpoint = Iri(absolute("/sparql"))
    yield _fact(DATASET, VOID + "sparqlEndpoint", endpoint)
    yield from _facts(DATASET + "#endpoint", DCAT, endpointURL=endpoint, endpointDescription=endpoint)
    description = Iri(absolute("/api/v1/openapi.json"))
    yield from _facts(DATASET + "#interface", DCAT, endpointURL=Iri(absolute("/api/v1")), endpointDescription=description)


def _distribution(dump: Dump, absolute: Callable[[str], str]) -> Iterator[Triple]:
    """Yield one file: where it is, what it is, how large it is, and its checksum."""
    iri, address = f"{DATASET}#{dump.name}", Iri(absolute(f"/download/{dump.name}"))
    yield _fact(DATASET, DCAT + "distribution", Iri(iri))
    yield _fact(DATASET, VOID + "dataDump", address)
    yield from _facts(iri, RDF, type=Iri(DCAT + "Distribution"))
    title = dump.form.name + (", gzip" if dump.packed else "")
    yield from _facts(iri, DCTERMS, title=Text(title), license=Iri(LICENCE), conformsTo=Iri(ONTOLOGY))
    yield from _facts(iri, DCAT, downloadURL=address, accessURL=address, byteSize=_size(dump.size))
    yield _fact(iri, DCAT + "mediaType", Iri(_MEDIA_TYPE + dump.form.media_type))
    if dump.packed:
        yield _fact(iri, DCAT + "compressFormat", Iri(_MEDIA_TYPE + PACKED))
    yield from _checksum(iri, dump.sha256)


def _checksum(file: str, sha256: str) -> Iterator[Triple]:
    checksum = file + "-checksum"
    yield _fact(file, SPDX + "checksum", Iri(checksum))
    yield from _facts(checksum, RDF, type=Iri(SPDX + "Checksum"))
    yield from _facts(checksum, SPDX, algorithm=Iri(_ALGORITHM), checksumValue=Text(sha256, datatype=XSD + "hexBinary"))


def _numbers(numbers: Statistics) -> Iterator[Triple]:
    """Yield how much there is: in all, of each class and property, and in each named graph."""
    whole = numbers.whole
    yield from _facts(DATASET, VOID, triples=_whole(whole.triples), entities=_whole(whole.entities))
    yield from _facts(DATASET, VOID, distinctSubjects=_whole(whole.subjects), distinctObjects=_whole(whole.objects))
    yield from _facts(DATASET, VOID, classes=_whole(len(whole.classes)), properties=_whole(len(whole.properties)))
    for kind, counted, found in (("class", "entities", whole.classes), ("property", "triples", whole.properties)):
        for place, each in enumerate(found, 1):
            part = f"{DATASET}#{kind}-{place}"
            yield _fact(DATASET, f"{VOID}{kind}Partition", Iri(part))
            yield _fact(part, VOID + kind, Iri(each.iri))
            yield _fact(part, VOID + counted, _whole(each.count))
    for graph, extent in numbers.graphs:
        yield _fact(DATASET, VOID + "subset", Iri(graph))
        yield from _facts(graph, RDF, type=Iri(VOID + "Dataset"))
        yield from _facts(graph, VOID, triples=_whole(extent.triples))
        yield from _facts(graph, DCTERMS, title=Text(local_name(graph)))


def _linkset(links: Links) -> Iterator[Triple]:
    """Yield how many links of a property lead to an outside vocabulary."""
    iri = f"{DATASET}#links-{links.vocabulary}-{local_name(links.property)}"
    space = next(start for start, name in VOCABULARIES.items() if name == links.vocabulary)
    target = f"{DATASET}#{links.vocabulary}"
    yield _fact(DATASET, VOID + "subset", Iri(iri))
    yield from _facts(iri, RDF, type=Iri(VOID + "Linkset"))
    yield from _facts(iri, VOID, subjectsTarget=Iri(DATASET), objectsTarget=Iri(target))
    yield from _facts(iri, VOID, linkPredicate=Iri(links.property), triples=_whole(links.count))
    yield from _facts(target, RDF, type=Iri(VOID + "Dataset"))
    yield from _facts(target, VOID, uriSpace=Text(space))
    yield from _facts(target, DCTERMS, title=Text(links.vocabulary))
