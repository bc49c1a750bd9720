"""IRI <-> address in the portal. The words of an address are words of the page's language (portal/sections.py)."""

from __future__ import annotations

from urllib.parse import quote

from portal.languages import LANGUAGES, Language
from portal.namespaces import ID, KIERRE, ONTOLOGY, PAGE, STATEMENT, followed
from portal.sections import SECTIONS

# The front doors of the portal by task, as guidance pages name them.
DOORS: dict[str, dict[Language, str]] = {
    "team-meeting": {"fi": "tiimipalaveri", "sv": "teammote", "en": "team-meeting"},
    "new-worker": {"fi": "uusi-tyontekija", "sv": "ny-medarbetare", "en": "new-worker"},
    "student": {"fi": "opiskelija", "sv": "studerande", "en": "student"},
    "client-situation": {"fi": "asiakkaan-tilanne", "sv": "klientens-situation", "en": "client-situation"},
    "decision-makers": {"fi": "puhu-paattajille", "sv": "tala-med-beslutsfattare", "en": "speak-to-decision-makers"},
    "partner": {"fi": "yhteistyokumppanille", "sv": "for-samarbetspartner", "en": "partner"},
    "teach": {"fi": "opeta", "sv": "undervisa", "en": "teach"},
    "data": {"fi": "tutki-ja-kehita", "sv": "forska-och-utveckla", "en": "research-and-develop"},
}


def address(section: str, language: Language, name: str = "") -> str:
    """Return the path of a section's page, or of one named thing in it."""
    return f"/{language}/{SECTIONS[section][language]}/{quote(name)}" if name else f"/{language}/{SECTIONS[section][language]}"


def door_address(door: str, language: Language) -> str:
    """Return the path of the page behind a front door."""
    return address("doors", language, DOORS[door][language])


def of_iri(iri: str, language: Language) -> str:
    """Return the path that shows a thing of ours to a reader of a language; for what is not ours see `outside`."""
    for base, section in ((ID, "thing"), (STATEMENT, "statement"), (PAGE, "guide")):
        if iri.startswith(base):
            return address(section, language, iri.removeprefix(base))
    if iri.startswith(KIERRE):
        return address("ontology", language) + "#" + quote(iri.removeprefix(KIERRE))
    return address("ontology", language) if iri == ONTOLOGY else outside(iri)


def outside(iri: str) -> str:
    """Return an IRI that is not ours as the address of a link, or "" where no page may link to it."""
    return iri if followed(iri) else ""


# The subject page on which the things of a class stand.
_HOMES = {
    "Method": "methods",
    "MethodFamily": "methods",
    "Tool": "methods",
    "Setting": "methods",
    "Activity": "methods",
    "Mechanism": "mechanisms",
    "Configuration": "mechanisms",
    "Barrier": "vicious",
    "FeedbackLoop": "loops",
    "Context": "model",
    "Actor": "model",
    "Intervention": "model",
    "Outcome": "model",
    "Service": "services",
    "ServiceClass": "services",
    "ServiceInterface": "interfaces",
    "ProcessStage": "process",
    "TaskRole": "process",
    "Value": "values",
    "Principle": "values",
    "Goal": "values",
    "LifeDomain": "domains",
    "Need": "domains",
    "ClientGroup": "lifecourse",
    "Recommendation": "recommendations",
    "RecommendationClaim": "recommendations",
    "Indicator": "recommendations",
    "Instrument": "instruments",
    "InstrumentPurpose": "instruments",
    "StructuralTask": "structural",
    "StructuralExample": "structural",
    "SocietalSignificance": "significance",
    "EffectClaim": "significance",
    "Party": "parties",
    "Profession": "parties",
    "Document": "sources",
    "DocumentPart": "sources",
    "Update": "changes",
}


def home_of(class_: str, language: Language) -> str:
    """Return the path of the page on which the things of a class (its local name) stand, else of the list of the class."""
    return address(_HOMES[class_], language) if class_ in _HOMES else address("class", language, class_)


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
    if len(parts) == 4 and parts[2] == SECTIONS["doors"][language]:
        parts[3] = next((words[language] for words in DOORS.values() if parts[3] in words.values()), parts[3])
    return quote("/".join(parts))
