"""IRI <-> address in the portal. The words of an address are words of the page's language; this table is their one place."""

from __future__ import annotations

from urllib.parse import quote

from portal.languages import LANGUAGES, Language
from portal.namespaces import ID, KIERRE, ONTOLOGY, PAGE, STATEMENT

SECTIONS: dict[str, dict[Language, str]] = {
    "thing": {"fi": "asiat", "sv": "saker", "en": "things"},
    "statement": {"fi": "lahdekohdat", "sv": "kallstallen", "en": "statements"},
    "class": {"fi": "luokat", "sv": "klasser", "en": "classes"},
    "model": {"fi": "malli", "sv": "modell", "en": "model"},
    "ontology": {"fi": "ontologia", "sv": "ontologi", "en": "ontology"},
    "guide": {"fi": "oppaat", "sv": "guider", "en": "guides"},
    "sparql": {"fi": "sparql", "sv": "sparql", "en": "sparql"},
}


def address(section: str, language: Language, name: str = "") -> str:
    """Return the path of a section's page, or of one named thing in it."""
    return f"/{language}/{SECTIONS[section][language]}/{quote(name)}" if name else f"/{language}/{SECTIONS[section][language]}"


def of_iri(iri: str, language: Language) -> str:
    """Return the path that shows a thing of ours to a reader of a language, or the IRI itself when it is not ours."""
    for base, section in ((ID, "thing"), (STATEMENT, "statement"), (PAGE, "guide")):
        if iri.startswith(base):
            return address(section, language, iri.removeprefix(base))
    if iri.startswith(KIERRE):
        return address("ontology", language) + "#" + quote(iri.removeprefix(KIERRE))
    return address("ontology", language) if iri == ONTOLOGY else iri


def in_language(path: str, language: Language) -> str:
    """Return the path of the same page in another language."""
    parts = path.split("/")
    if len(parts) < 2 or parts[1] not in LANGUAGES:
        return f"/{language}/"
    parts[1] = language
    for words in SECTIONS.values():
        if len(parts) > 2 and parts[2] in words.values():
            parts[2] = words[language]
            break
    return quote("/".join(parts))
