"""Figures 3 and 4 of the publication, redrawn: all that stands in them, nothing that does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import flask
import pytest
from flask.testing import FlaskClient

from portal.languages import LANGUAGES, Language
from portal.web.pictures.figure import Figure
from portal.web.pictures.registry import figure

PARTS = {"contexts": 16, "actors": 16, "interventions": 17, "mechanisms": 5, "outcomes": 14}


def made(app: flask.Flask, name: str, language: Language = "fi", view: str = "", **parameters: str) -> Figure:
    """Return a figure in a view."""
    with app.test_request_context(f"/{language}/{view}"):
        return figure(name, language, parameters)


@pytest.mark.parametrize("view", ["", "?view=source"])
def test_figure_3_has_all_barriers_of_the_source(app: flask.Flask, view: str) -> None:
    """Six at the macro level, seven at the meso level, six at the micro level, in both views alike."""
    found = made(app, "figure-3", view=view)
    assert list(Counter(row[0].text for row in found.rows).values()) == [6, 7, 6]


def test_figure_3_has_only_the_arrows_of_the_source(app: flask.Flask) -> None:
    """Five, all in client work: no arrow between levels, since we do not know them."""
    assert [(arrow.cause, arrow.effect) for arrow in made(app, "figure-3").wide.arrows] == [
        ("hurry-in-client-work", "formulaic-approach"),
        ("formulaic-approach", "client-without-right-support"),
        ("client-without-right-support", "worker-frustration-in-client-work"),
        ("worker-frustration-in-client-work", "no-relationship-of-trust"),
        ("worker-frustration-in-client-work", "no-belief-in-change"),
    ]


@pytest.mark.parametrize(("part", "count"), PARTS.items())
def test_figure_4_has_all_things_of_a_part(app: flask.Flask, part: str, count: int) -> None:
    """As many as the publication lists in it."""
    assert len(made(app, "figure-4", part=part).rows) == count


@pytest.mark.parametrize("path", ["/fi/kuvat/figure-4", "/fi/kuvat", "/fi/vie-kurssille"])
def test_figure_4_is_drawn_of_what_there_is(make_client: Callable[..., FlaskClient], path: str) -> None:
    """Data that has nothing for a part or a level of it leaves a place empty."""
    assert make_client().get(path).status_code == 200


def test_figure_4_shows_its_five_parts_at_once(app: flask.Flask) -> None:
    """The whole model is on one sheet."""
    assert len(made(app, "figure-4").wide.boxes) == sum(PARTS.values())


@pytest.mark.parametrize("name", ["figure-3", "figure-4"])
def test_both_shapes_show_the_same(app: flask.Flask, name: str) -> None:
    """Nothing is left out on a telephone."""
    found = made(app, name)
    assert sorted(box.slug for box in found.wide.boxes) == sorted(box.slug for box in found.narrow.boxes)


@pytest.mark.parametrize("name", ["figure-3", "figure-4"])
def test_nothing_in_them_is_our_inference(app: flask.Flask, name: str) -> None:
    """What stands in them stands in the publication."""
    assert not {box.look for box in made(app, name).wide.boxes} & {"hypothesis"}


def test_things_stand_in_the_order_of_the_publication(app: flask.Flask) -> None:
    """The actors of the macro level, of which one comes from another figure too."""
    names = [row[2].text for row in made(app, "figure-4", "en", part="actors").rows[:5]]
    assert names[3] == "Experts by experience"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_names_figure_and_licence(client: FlaskClient, language: Language) -> None:
    """A file that is taken along says what it was redrawn after, and under which licence it is."""
    word = {"fi": "kuvat", "sv": "bilder", "en": "pictures"}[language]
    text = " ".join(client.get(f"/{language}/{word}/figure-3.svg").text.replace("</tspan>", "").split())
    assert "AIKUMETOD" in text
    assert "CC BY 4.0" in text


def test_an_unknown_part_is_said_to_be_one(client: FlaskClient) -> None:
    """With the parts that there are."""
    answer = client.get("/en/pictures/figure-4?part=nonsense")
    assert (answer.status_code, "contexts, actors, interventions, mechanisms, outcomes" in answer.text) == (404, True)


def test_the_list_of_pictures_begins_with_them(client: FlaskClient) -> None:
    """A trainer finds them first."""
    text = client.get("/en/pictures").text
    assert 0 < text.index("Figure 3 redrawn") < text.index("Figure 4 redrawn") < text.index("The two circles side by side")
