"""The table of formats: name, media type, file ending and what each can carry. Best liked first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """One way to write a graph or a table of results.

    aliases: other media types by which people ask for it; unique: its IRI in the W3C's list of formats.
    """

    name: str
    media_type: str
    ending: str
    datasets: bool = False
    aliases: tuple[str, ...] = ()
    unique: str = ""

    @property
    def content_type(self) -> str:
        """Return the media type with its character set where the type is a kind of text."""
        return with_charset(self.media_type)


def with_charset(media_type: str) -> str:
    """Return a media type with the character set that all our texts are in, where the type is a kind of text."""
    return media_type + "; charset=utf-8" if media_type.startswith("text/") else media_type


_UNIQUE = "http://www.w3.org/ns/formats/"
_JSON, _XML = ("application/json",), ("application/xml", "text/xml")

_N3 = ("text/n3", "text/rdf+n3")  # every Turtle text is one of Notation3
TURTLE = Format("Turtle", "text/turtle", "ttl", unique=_UNIQUE + "Turtle", aliases=("application/x-turtle", *_N3))
JSON_LD = Format("JSON-LD", "application/ld+json", "jsonld", datasets=True, unique=_UNIQUE + "JSON-LD", aliases=_JSON)
N_TRIPLES = Format("N-Triples", "application/n-triples", "nt", unique=_UNIQUE + "N-Triples", aliases=("text/plain",))
RDF_XML = Format("RDF/XML", "application/rdf+xml", "rdf", unique=_UNIQUE + "RDF_XML", aliases=_XML)
N_QUADS = Format("N-Quads", "application/n-quads", "nq", datasets=True, unique=_UNIQUE + "N-Quads")
TRIG = Format("TriG", "application/trig", "trig", datasets=True, unique=_UNIQUE + "TriG")

GRAPH_FORMATS = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
DOWNLOAD_FORMATS = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML, N_QUADS)
RESULT_GRAPH_FORMATS = (*GRAPH_FORMATS, TRIG, N_QUADS)

RESULT_JSON = Format("SPARQL JSON", "application/sparql-results+json", "srj", unique=_UNIQUE + "SPARQL_Results_JSON", aliases=_JSON)
RESULT_XML = Format("SPARQL XML", "application/sparql-results+xml", "srx", unique=_UNIQUE + "SPARQL_Results_XML", aliases=_XML)
RESULT_CSV = Format("CSV", "text/csv", "csv", unique=_UNIQUE + "SPARQL_Results_CSV", aliases=("text/plain",))
RESULT_TSV = Format("TSV", "text/tab-separated-values", "tsv", unique=_UNIQUE + "SPARQL_Results_TSV")
TABLE_FORMATS = (RESULT_JSON, RESULT_XML, RESULT_CSV, RESULT_TSV)
BOOLEAN_FORMATS = TABLE_FORMATS  # as CSV and TSV the one word true or false: no standard says how, other engines do the same

HTML = Format("HTML", "text/html", "html")


def by_ending(ending: str) -> Format | None:
    """Return the format of a file ending (without the dot), or None."""
    return next((each for each in (*DOWNLOAD_FORMATS, TRIG, *TABLE_FORMATS, HTML) if each.ending == ending), None)
