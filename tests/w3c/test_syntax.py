"""SPARQL 1.1 as it is written: good queries are answered, bad ones are 400, each through the endpoint."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

_HERE = Path(__file__).parent


def rows(name: str) -> list[tuple[str, str]]:
    """Kind and query of each row of a file; %0A is a line end."""
    lines = (_HERE / f"{name}.tsv").read_text().splitlines()
    return [(kind, query.replace("%0A", "\n")) for kind, _, query in (line.partition("\t") for line in lines)]


@pytest.mark.parametrize(("kind", "query"), rows("good"))
def test_a_good_query_is_answered(client: FlaskClient, kind: str, query: str) -> None:
    """Whether it finds something or not."""
    answer = client.post("/sparql", data=query, content_type="application/sparql-query")
    assert answer.status_code == 200, (kind, answer.text)


@pytest.mark.parametrize(("kind", "query"), rows("bad"))
def test_a_bad_query_is_400(client: FlaskClient, kind: str, query: str) -> None:
    """With a sentence that names what is wrong."""
    answer = client.post("/sparql", data=query, content_type="application/sparql-query")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json"), (kind, answer.text)
