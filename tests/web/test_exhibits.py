"""Pictures, tables and chains that a page shows by naming them."""

from __future__ import annotations

import flask
import pytest

from portal.errors import PictureError
from portal.pages.directives import DIRECTIVES, Value
from portal.web.exhibits import EXHIBITS, exhibit

GIVEN: dict[str, dict[str, Value]] = {
    "definition": {"thing": "financial-social-work"},
    "related": {"thing": "financial-social-work", "relation": "usesTool"},
    "members": {"class": "Value"},
    "table": {"class": "ServiceInterface", "columns": ("addresses",)},
    "configurations": {"of": "enabling-leadership"},
    "recommendation": {"thing": "recommendation-05-close-to-living-environment"},
    "query": {"name": "things-at-a-level"},
    "pages": {"kind": "model"},
    "arrows-of-a-loop": {"loop": "loop-returning-clients"},
    "levers": {"obstacle": "queues-grow"},
    "steps-of-a-chain": {"obstacle": "queues-grow", "lever": "beating-hurry"},
    "loop": {"loop": "loop-4d7c72db"},
    "chain": {"obstacle": "queues-grow", "lever": "beating-hurry"},
    "configuration": {"thing": "configuration-enabling-leadership-macro"},
}


def test_every_directive_of_a_page_is_an_exhibit() -> None:
    """And every exhibit can be named by a page."""
    assert set(DIRECTIVES) == set(EXHIBITS)


@pytest.mark.parametrize("name", EXHIBITS)
@pytest.mark.parametrize("path", ["/fi/x", "/sv/x", "/en/x"])
def test_every_exhibit_is_shown_by_its_name(app: flask.Flask, name: str, path: str) -> None:
    """With links to pages in the reader's language."""
    with app.test_request_context(path):
        shown = exhibit(name, **GIVEN.get(name, {}))
    assert f'href="/{path[1:3]}/' in shown


@pytest.mark.parametrize(
    ("name", "given", "sentence"),
    [
        ("nonsense", {}, "There is no exhibit called nonsense."),
        ("levers", {}, "levers cannot be shown with these parameters: none."),
        ("levers", {"obstacle": "nonsense"}, "There is no nonsense in the network of this view."),
        ("levers", {"obstacle": "queues-grow", "most": "many"}, "levers cannot be shown with these parameters"),
        ("arrows-of-a-loop", {"loop": "loop-00000000"}, "There is no loop called loop-00000000 in this view."),
        ("steps-of-a-chain", {"obstacle": "queues-grow", "lever": "wars"}, "No chain leads from wars to queues-grow in this view."),
    ],
)
def test_what_cannot_be_shown_is_said(app: flask.Flask, name: str, given: dict[str, str], sentence: str) -> None:
    """With what is wrong."""
    with app.test_request_context("/en/x"), pytest.raises(PictureError, match=sentence):
        exhibit(name, **given)


def test_an_exhibit_keeps_the_reader_s_view(app: flask.Flask) -> None:
    """Without hypotheses nothing leads to the queues."""
    with app.test_request_context("/en/x?view=source"):
        assert "in this view nothing that can be done weakens it." in exhibit("levers", obstacle="queues-grow")
