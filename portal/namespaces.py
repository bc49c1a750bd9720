"""Every IRI that the code names."""

from __future__ import annotations

BASE = "https://w3id.org/kierre/"
ONTOLOGY = BASE + "ontology"
KIERRE = ONTOLOGY + "#"
ID = BASE + "id/"
STATEMENT = BASE + "statement/"
PAGE = BASE + "page/"
GRAPH = BASE + "graph/"
DATASET = BASE + "dataset"
QUERY = BASE + "query/"
SHAPES = BASE + "shapes#"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"  # of the data and the texts

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"
SH = "http://www.w3.org/ns/shacl#"
DCAT = "http://www.w3.org/ns/dcat#"
FOAF = "http://xmlns.com/foaf/0.1/"
SPDX = "http://spdx.org/rdf/terms#"
VCARD = "http://www.w3.org/2006/vcard/ns#"
VOID = "http://rdfs.org/ns/void#"

DOCUMENTS = (ID + "aikumetod", ID + "prosos")
ADULT_SOCIAL_WORK = ID + "adult-social-work"
LEVELS = (ID + "level-macro", ID + "level-meso", ID + "level-micro")

PREFIXES: dict[str, str] = {
    "kierre": KIERRE,
    "id": ID,
    "st": STATEMENT,
    "page": PAGE,
    "graph": GRAPH,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "prov": PROV,
    "schema": SCHEMA,
    "sh": SH,
    "dcat": DCAT,
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": FOAF,
    "vann": "http://purl.org/vocab/vann/",
    "void": VOID,
    "cpsv": "http://purl.org/vocab/cpsv#",
    "yso": "http://www.yso.fi/onto/yso/",
    "ptvl": "http://urn.fi/URN:NBN:fi:au:ptvl:",
    "bcio": "http://humanbehaviourchange.org/ontology/BCIO_",
}


# How pages name the vocabularies outside, by what the addresses of their concepts begin with.
VOCABULARIES = {
    "http://www.yso.fi/onto/yso/": "YSO",
    "http://urn.fi/URN:NBN:fi:au:ptvl:": "PTVL",
    "http://data.europa.eu/esco/": "ESCO",
    "http://eurovoc.europa.eu/": "EuroVoc",
    "http://data.finlex.fi/eli/": "Finlex",
    "http://humanbehaviourchange.org/ontology/": "BCIO",
}

FOLLOWED = ("https", "http", "mailto", "tel", "urn")  # what an IRI outside begins with that a page may link to


def followed(iri: str) -> bool:
    """Return whether a page may link to an IRI: one that begins with `javascript:` would run on a click."""
    return iri.partition(":")[0].lower() in FOLLOWED


def vocabulary(iri: str) -> str:
    """Return the name of the outside vocabulary that an IRI belongs to, or nothing."""
    return next((name for start, name in VOCABULARIES.items() if iri.startswith(start)), "")


def shorten(iri: str) -> str:
    """Return an IRI as prefix:name where a prefix of ours fits, else unchanged."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def local_name(iri: str) -> str:
    """Return what stands after the last # or / of an IRI."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
