"""The table of formats: name, media type, file ending and what each can carry. Best liked first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """One way to write a graph or a table of results.

    engine: the media type by which the engine knows the format.
    """

    name: str
    media_type: str
    ending: str
    datasets: bool = False

    @property
    def content_type(self) -> str:
        """Return the media type with its character set where the type is a kind of text."""
        return self.media_type + "; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


TURTLE = Format("Turtle", "text/turtle", "ttl")
JSON_LD = Format("JSON-LD", "application/ld+json", "jsonld", datasets=True)
N_TRIPLES = Format("N-Triples", "application/n-triples", "nt")
RDF_XML = Format("RDF/XML", "application/rdf+xml", "rdf")
N_QUADS = Format("N-Quads", "application/n-quads", "nq", datasets=True)
TRIG = Format("TriG", "application/trig", "trig", datasets=True)

GRAPH_FORMATS = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
DOWNLOAD_FORMATS = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML, N_QUADS)

RESULT_JSON = Format("SPARQL JSON", "application/sparql-results+json", "srj")
RESULT_XML = Format("SPARQL XML", "application/sparql-results+xml", "srx")
RESULT_CSV = Format("CSV", "text/csv", "csv")
RESULT_TSV = Format("TSV", "text/tab-separated-values", "tsv")
TABLE_FORMATS = (RESULT_JSON, RESULT_XML, RESULT_CSV, RESULT_TSV)
BOOLEAN_FORMATS = (RESULT_JSON, RESULT_XML)

HTML = Format("HTML", "text/html", "html")


def by_ending(ending: str) -> Format | None:
    """Return the format of a file ending (without the dot), or None."""
    return next((each for each in (*DOWNLOAD_FORMATS, TRIG, *TABLE_FORMATS, HTML) if each.ending == ending), None)
