"""The JSON-LD context: which short name stands for which property or term, and an answer with the context that it is read in."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from portal.languages import LANGUAGES, Language
from portal.web.exports.objects import JSON_SPACE, as_json

FILE = Path(__file__).resolve().parent.parent / "context.jsonld"
ADDRESS = "/context/v1.jsonld"
# Properties of which only the value is said, not what is called how at their other end: that lies outside our graph.
SILENT = {"exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch", "references", "source", "website"}
MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
# Second names, for one kind of answer.
_OF_THE_ANSWER = {"title", "summary", "levels", "document", "sources", "languages", "checked"}


@cache
def terms() -> dict[str, dict[str, object]]:
    """Return what the context says of each short name."""
    found = json.loads(FILE.read_text(encoding="utf-8"))["@context"]
    return {name: said if isinstance(said, dict) else {"@id": said} for name, said in found.items() if not name.startswith("@")}


@cache
def context() -> list[dict[str, object]]:
    """Return the context as it is given to programs: what stands in `incoming` is turned round.

    An alias of `@reverse` says the same, but not beside `derived` and `guides`, which are reverse properties: processors refuse an
    object with both (JSON-LD 1.1 API, 5.1.2: colliding keywords). rdflib knows no contexts within `@nest`, and does keep the alias.
    """
    found = json.loads(FILE.read_text(encoding="utf-8"))["@context"]
    properties = {name: terms()[name] for name in sorted(_by_iri().values()) if name[0].islower()}
    turned: dict[str, object] = {
        name: {"@reverse": said["@id"], **{key: said[key] for key in said.keys() & {"@context"}}}
        for name, said in properties.items()
        if not said.keys() & {"@container", "@type", "@reverse"}
    }
    return [{"incoming": "@reverse"}, {**found, "incoming": {"@id": "@nest", "@context": {"@propagate": False, **turned}}}]


@cache
def _by_iri() -> dict[str, str]:
    prefixes = {name: str(said.get("@id")) for name, said in terms().items() if str(said.get("@id")).endswith(("#", "/"))}
    found: dict[str, str] = {}
    for name, said in terms().items():
        prefix, colon, local = str(said.get("@id", "")).partition(":")
        if colon and prefix in prefixes and name not in _OF_THE_ANSWER:
            found[prefixes[prefix] + local] = name
    return found


def short(iri: str) -> str:
    """Return the short name of a property or term, or the IRI itself where the context has none."""
    return _by_iri().get(iri, iri)


def coerced(name: str) -> str:
    """Return the type that the context gives the values of a short name: `@vocab`, `xsd:date` …, or nothing."""
    return str(terms().get(name, {}).get("@type", ""))


def write_linked(answer: object, context: str, language: Language | None) -> str:
    """Return an answer as JSON-LD that is also plain JSON; context: the address of the context."""
    named: list[object] = [context, *([{"@language": language}] if language in LANGUAGES else [])]
    body = as_json(answer)
    return json.dumps({"@context": named, **(body if isinstance(body, dict) else {})}, ensure_ascii=False, indent=JSON_SPACE) + "\n"
