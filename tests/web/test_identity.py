"""What an address stands for."""

from __future__ import annotations

import flask
import pytest

from portal.graph.formats import JSON_LD, TURTLE, Format
from portal.namespaces import DATASET, GRAPH, ID, ONTOLOGY, PAGE, STATEMENT
from portal.web.identity import of_path

NAMES = [
    ("/id/queues-grow", ID + "queues-grow", None),
    ("/id/queues-grow.ttl", ID + "queues-grow", TURTLE),
    ("/fi/asiat/queues-grow", ID + "queues-grow", None),
    ("/sv/kallstallen/prosos-doc", STATEMENT + "prosos-doc", None),
    ("/statement/prosos-doc.jsonld", STATEMENT + "prosos-doc", JSON_LD),
    ("/en/guides/about", PAGE + "about", None),
    ("/graph/barriers.ttl", GRAPH + "barriers", TURTLE),
    ("/en/ontology", ONTOLOGY, None),
    ("/ontology", ONTOLOGY, None),
    ("/ontology.ttl", ONTOLOGY, TURTLE),
    ("/dataset", DATASET, None),
    ("/dataset.ttl", DATASET, TURTLE),
]
NO_NAMES = [
    "/", "/fi/", "/fi/asiat", "/fi/asiat/nothing", "/id/nothing.ttl", "/id/", "/fi/kallstallen/prosos-doc", "/sparql",
    "/ontology.csv", "/download/kierre.ttl", "/en/statements/prosos", "/id/queues-grow.csv",
]  # fmt: skip


@pytest.mark.parametrize(("path", "iri", "form"), NAMES)
def test_an_address_stands_for_a_lasting_name(app: flask.Flask, path: str, iri: str, form: Format | None) -> None:
    """In its own form, or as a page in any language."""
    with app.test_request_context(path):
        found, asked = of_path(path)
        assert found is not None
        assert (found.iri, asked) == (iri, form)


@pytest.mark.parametrize("path", NO_NAMES)
def test_other_addresses_stand_for_none(app: flask.Flask, path: str) -> None:
    """Lists, tools, what there is not, and the words of one language under another."""
    with app.test_request_context(path):
        assert of_path(path)[0] is None
