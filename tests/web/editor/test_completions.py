"""What a query may be completed with."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from portal.languages import LANGUAGES, Language
from portal.namespaces import PREFIXES


def terms(client: FlaskClient, language: Language = "en") -> dict[str, list[str]]:
    """The completions by their short names."""
    found = client.get(f"/{language}/sparql/terms.json").json
    assert found is not None
    return {term[0]: term[1:] for term in found["terms"]}


@pytest.mark.parametrize(("language", "name"), [("fi", "jonojen kasvu"), ("sv", "växande köer"), ("en", "Growing queues")])
def test_things_have_names_in_the_readers_language(client: FlaskClient, language: Language, name: str) -> None:
    """Beside their class."""
    assert terms(client, language)["id:queues-grow"][:2] == [name, "thing"]


def test_classes_and_properties_are_there(client: FlaskClient) -> None:
    """Ours with their definitions; of others those that the data uses."""
    found = terms(client)
    assert found["kierre:Barrier"][1] == "class"
    assert found["kierre:counters"][1] == "property"
    assert found["kierre:counters"][2]
    assert found["skos:prefLabel"][1] == "property"


def test_names_are_those_that_a_query_can_hold(client: FlaskClient) -> None:
    """A known prefix and a name; links and relations, whose names are made of others, are left out."""
    found = terms(client)
    assert {short.partition(":")[0] for short in found} <= PREFIXES.keys()
    assert not any(short.startswith("id:link-") for short in found)
    assert len(found) > 800


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_are_light_and_can_be_kept(client: FlaskClient, language: Language) -> None:
    """Under 40 kB on the wire; asked for again, they need not be sent again."""
    answer = client.get(f"/{language}/sparql/terms.json", headers={"Accept-Encoding": "br"})
    assert len(answer.data) < 40_000
    again = client.get(f"/{language}/sparql/terms.json", headers={"Accept-Encoding": "br", "If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
