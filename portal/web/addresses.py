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
    "methods": {"fi": "menetelmat", "sv": "metoder", "en": "methods"},
    "services": {"fi": "palvelut", "sv": "tjanster", "en": "services"},
    "interfaces": {"fi": "yhdyspinnat", "sv": "kontaktytor", "en": "interfaces"},
    "process": {"fi": "prosessi", "sv": "process", "en": "process"},
    "values": {"fi": "arvot", "sv": "varden", "en": "values"},
    "domains": {"fi": "elamanalueet", "sv": "livsomraden", "en": "life-domains"},
    "recommendations": {"fi": "suositukset", "sv": "rekommendationer", "en": "recommendations"},
    "instruments": {"fi": "mittarit", "sv": "matare", "en": "instruments"},
    "structural": {"fi": "rakenteellinen-sosiaalityo", "sv": "strukturellt-socialt-arbete", "en": "structural-social-work"},
    "community": {"fi": "yhteisososiaalityo", "sv": "samhallssocialt-arbete", "en": "community-social-work"},
    "lifecourse": {"fi": "elamankaari", "sv": "livslopp", "en": "life-course"},
    "mechanisms": {"fi": "mekanismit", "sv": "mekanismer", "en": "mechanisms"},
    "significance": {"fi": "yhteiskunnallinen-merkitys", "sv": "samhallelig-betydelse", "en": "societal-significance"},
    "parties": {"fi": "toimijoita-ja-kumppaneita", "sv": "parter-och-partner", "en": "parties-and-partners"},
    "vicious": {"fi": "viheliainen-kierre", "sv": "ond-cirkel", "en": "vicious-circle"},
    "virtuous": {"fi": "hyvan-kierre", "sv": "god-cirkel", "en": "virtuous-circle"},
    "find": {"fi": "etsi-tilanteen-mukaan", "sv": "sok-enligt-situation", "en": "find-guidance"},
    "doors": {"fi": "ovet", "sv": "dorrar", "en": "doors"},
    "begin": {"fi": "mista-aloitan", "sv": "var-borjar-jag", "en": "where-do-i-begin"},
    "why": {"fi": "miksi-toimii", "sv": "varfor-fungerar-det", "en": "why-does-it-work"},
    "whatif": {"fi": "enta-jos", "sv": "vad-hander-om", "en": "what-if"},
    "compare": {"fi": "vertaa", "sv": "jamfor", "en": "compare"},
    "loops": {"fi": "kehat", "sv": "slingor", "en": "loops"},
    "gaps": {"fi": "aukot", "sv": "luckor", "en": "gaps"},
    "explorer": {"fi": "kartta", "sv": "karta", "en": "map"},
    "pictures": {"fi": "kuvat", "sv": "bilder", "en": "pictures"},
    "team": {"fi": "tiimin-tarkistus", "sv": "teamets-genomgang", "en": "team-check"},
    "change": {"fi": "kaksi-tarkistusta", "sv": "tva-genomgangar", "en": "two-checks"},
    "sources": {"fi": "lahteet", "sv": "kallor", "en": "sources"},
    "glossary": {"fi": "sanasto", "sv": "ordlista", "en": "glossary"},
    "search": {"fi": "haku", "sv": "sok", "en": "search"},
    "changes": {"fi": "mika-on-muuttunut", "sv": "vad-har-andrats", "en": "what-has-changed"},
    "ontology": {"fi": "ontologia", "sv": "ontologi", "en": "ontology"},
    "guide": {"fi": "oppaat", "sv": "guider", "en": "guides"},
    "sparql": {"fi": "sparql", "sv": "sparql", "en": "sparql"},
}

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
    """Return the path that shows a thing of ours to a reader of a language, or the IRI itself when it is not ours."""
    for base, section in ((ID, "thing"), (STATEMENT, "statement"), (PAGE, "guide")):
        if iri.startswith(base):
            return address(section, language, iri.removeprefix(base))
    if iri.startswith(KIERRE):
        return address("ontology", language) + "#" + quote(iri.removeprefix(KIERRE))
    return address("ontology", language) if iri == ONTOLOGY else iri


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
