"""Finding guidance by choices."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from portal.analysis.narrowing import ASKED, Narrowing
from portal.analysis.ways import KINDS, PLANS, Ways
from portal.graph.load import Data
from portal.languages import LANGUAGES
from portal.namespaces import ID

FIND = {"fi": "/fi/etsi-tilanteen-mukaan", "sv": "/sv/sok-enligt-situation", "en": "/en/find-guidance"}
EN = FIND["en"]
MONEY = EN + "?domain=livelihood-and-money"


def answered(client: FlaskClient, asked: str) -> str:
    """The part of the page that answers."""
    page = client.get(asked)
    assert page.status_code == 200
    return page.text.split('id="answer"')[1].split("</main>")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_in_shows_what_can_be_chosen(client: FlaskClient, language: str) -> None:
    """Eleven matters of life, six stages, fifteen interfaces; every list has a name."""
    page = client.get(FIND[language]).text
    for name, count in (("domain", 11), ("stage", 6), ("interface", 15), ("need", 11), ("value", 10), ("level", 3), ("kind", 12)):
        select = page.split(f'<select id="{name}"')[1].split("</select>")[0]
        assert select.count("<option") == count + 1
        assert f'<label for="{name}">' in page


def test_a_choice_finds_what_the_graph_joins_to_it(client: FlaskClient) -> None:
    """By its own name, under its kind."""
    answer = answered(client, MONEY)
    for slug in ("financial-social-work", "social-lending", "interface-enforcement"):
        assert f'href="/en/things/{slug}"' in answer


def test_each_thing_says_why_it_is_there(client: FlaskClient) -> None:
    """The relation in words, the mark of a hypothesis, the reason why we think so, and the page of the relation."""
    first = unescape(answered(client, MONEY).split('href="/en/things/financial-social-work"')[1].split("</details>")[0])
    assert "answers to this:" in first
    assert "Livelihood and finances" in first
    assert "hypothesis" in first
    assert "Why we think so" in first
    assert re.search(r'href="/en/things/relation-[a-z-]+"', first)


def test_every_thing_shown_has_a_reason(client: FlaskClient) -> None:
    """As many reasons as things."""
    for group in answered(client, MONEY).split('<section class="found">')[1:]:
        things = group.split('<ul class="tree">')[1].count('<details class="why">')
        assert 0 < things <= 5
        assert group.count("Why is this here?") == things


def test_the_only_sources_leave_hypotheses_out(client: FlaskClient) -> None:
    """And say how much more there is with them."""
    answer = answered(client, MONEY + "&view=source")
    assert 'href="/en/things/financial-social-work' not in answer
    assert "With hypotheses there are" in answer
    assert f'href="{MONEY}"' in answer


def test_an_obstacle_in_the_view_of_the_sources_has_no_hypothesis(client: FlaskClient) -> None:
    """What is left is what they say."""
    answer = answered(client, EN + "?obstacle=constant-hurry&view=source")
    assert "things found" in answer
    assert "Why we think so" not in answer


def test_choices_combine_and_say_so_in_their_counts(client: FlaskClient, real: Data) -> None:
    """The number beside a stage is what one gets by choosing it."""
    page = client.get(MONEY).text
    count = int(re.findall(r'value="arranging-and-carrying-out">[^(]*\((\d+)\)', page)[0])
    assert f"{count} things found" in answered(client, MONEY + "&stage=arranging-and-carrying-out")
    chosen = {"domain": ID + "livelihood-and-money", "stage": ID + "arranging-and-carrying-out"}
    assert count == len(Narrowing(Ways(real.store)).left(chosen))


def test_an_empty_answer_says_what_to_give_up_and_what_one_gets(client: FlaskClient) -> None:
    """A link for each choice, with a number that is right."""
    answer = answered(client, EN + "?domain=housing&kind=structural")
    assert "Nothing fits all these choices together." in answer
    offers = re.findall(r'<li><a href="([^"]+)">Without this:.*?</a> – (\d+) things?:', answer, re.DOTALL)
    assert len(offers) == 2
    for address, count in offers:
        assert f"{count} things found" in answered(client, unescape(address))


def test_a_choice_that_leads_nowhere_says_so(client: FlaskClient) -> None:
    """No empty list without a word."""
    assert "The graph says nothing about this yet." in answered(client, EN + "?need=recurring-problems")


@pytest.mark.parametrize(
    "asked",
    ["stage=contact&domain=housing", "domain=housing&stage=contact&need=", "domain=housing&domain=housing&stage=contact&utm=x"],
)
def test_the_same_choices_have_one_address(client: FlaskClient, asked: str) -> None:
    """Order, empty fields and strange ones lead to the one that is shared."""
    answer = client.get(f"{EN}?{asked}")
    assert (answer.status_code, answer.location) == (302, f"{EN}?domain=housing&stage=contact")


def test_the_view_is_kept_at_the_end_of_the_address(client: FlaskClient) -> None:
    """Once."""
    assert client.get(f"{EN}?view=source&domain=housing").location == f"{EN}?domain=housing&view=source"


@pytest.mark.parametrize("name", ASKED)
def test_an_unknown_choice_is_told_and_the_others_are_kept(client: FlaskClient, name: str) -> None:
    """A sentence that says what is wrong; nothing that was filled in is lost."""
    other = "domain=housing" if name != "domain" else "stage=contact"
    answer = client.get(f"{EN}?{name}=nonsense&{other}")
    assert answer.status_code == 400
    assert "“nonsense” cannot be chosen here." in answer.text
    assert f'value="{other.partition("=")[2]}" selected' in answer.text


def test_a_near_name_is_offered(client: FlaskClient) -> None:
    """By what it is called."""
    assert "Did you mean: Housing" in client.get(f"{EN}?domain=housin").text


def test_two_choices_under_one_name_are_told(client: FlaskClient) -> None:
    """The first is answered."""
    answer = client.get(f"{EN}?domain=housing&domain=work")
    assert answer.status_code == 400
    assert "Only one of these can be chosen at a time: Housing, Work." in answer.text
    assert 'value="housing" selected' in answer.text


@pytest.mark.parametrize(
    "asked", ["domain=" + "x" * 10_000, "domain=%00%01", "domain=<script>alert(1)</script>", "%ff=%fe", "domain[]=a"]
)
def test_odd_questions_get_an_answer_or_a_sentence(client: FlaskClient, asked: str) -> None:
    """Never an error page, never markup."""
    answer = client.get(f"{EN}?{asked}", follow_redirects=True)
    assert answer.status_code in {200, 400}
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_light(client: FlaskClient, kind: str) -> None:
    """At most 100 kB, also where all of a kind is shown."""
    assert len(client.get(f"{EN}?kind={kind}", headers={"Accept-Encoding": ""}).data) < 100_000


def test_every_choice_is_light(client: FlaskClient, real: Data) -> None:
    """The fullest answer of each way, in at most 100 kB."""
    ways = Ways(real.store)
    for name, plans in ASKED.items():
        for plan in plans:
            fullest = max(ways.choices(plan), key=lambda iri: len(ways.found(plan, iri)))
            page = client.get(f"{EN}?{name}={fullest.removeprefix(ID)}", headers={"Accept-Encoding": ""})
            assert len(page.data) < 100_000


@pytest.mark.parametrize(
    ("page", "target"),
    [
        ("/en/life-domains", "domain=housing"),
        ("/en/life-domains", "need=threatened-home"),
        ("/en/process", "stage=contact"),
        ("/en/values", "value=solidarity"),
        ("/en/interfaces", "interface=interface-kela"),
        ("/en/methods", "method=group-work"),
        ("/en/services", "service=social-lending"),
        ("/en/instruments", "instrument=kompassi"),
        ("/en/things/housing", "domain=housing"),
        ("/en/things/constant-hurry", "obstacle=constant-hurry"),
    ],
)
def test_pages_of_things_lead_here_with_the_choice_made(client: FlaskClient, page: str, target: str) -> None:
    """With the view kept."""
    assert f'href="{EN}?{target}"' in client.get(page).text
    assert f'href="{EN}?{target}&amp;view=source"' in client.get(page + "?view=source").text


def test_what_cannot_be_chosen_does_not_lead_here(client: FlaskClient) -> None:
    """Adult social work as a whole, a part of an interface, a heading over obstacles."""
    for slug in ("adult-social-work", "interface-child-protection", "question-of-housing"):
        assert "find-guidance?" not in client.get(f"/en/things/{slug}").text.split("<main")[1]


def test_an_obstacle_leads_on_to_the_longer_walk(client: FlaskClient) -> None:
    """Where do I begin?"""
    assert 'href="/en/where-do-i-begin?obstacle=queues-grow"' in answered(client, EN + "?obstacle=queues-grow")


def test_recommendations_are_said_to_be_addressed_to_those_who_decide(client: FlaskClient) -> None:
    """What they ask for is nobody else's duty."""
    assert "not the duty of a worker or a team" in answered(client, EN + "?obstacle=queues-grow")


def test_every_choice_of_every_plan_answers_in_every_language(client: FlaskClient, real: Data) -> None:
    """One of each."""
    ways = Ways(real.store)
    for name, plans in ASKED.items():
        for plan in plans:
            slug = sorted(ways.choices(plan))[-1].removeprefix(ID)
            for language, path in FIND.items():
                page = client.get(f"{path}?{name}={slug}")
                assert page.status_code in {200, 400}, (plan, slug, language)


def test_the_plans_have_words_in_the_page(client: FlaskClient) -> None:
    """Each relation that a plan walks has its sentence."""
    words = (client.application.jinja_env.loader.get_source(client.application.jinja_env, "find/words.html"))[0]  # type: ignore[union-attr]
    moves = {
        move.removeprefix("^") for plan in PLANS.values() for chain in (plan.alike, *plan.leads, plan.follow) for move in chain
    }
    assert all(f'"{move}":' in words for move in moves)


def test_a_small_world_can_be_asked_too(make_client: object) -> None:
    """Where there is nothing to choose, nothing breaks."""
    assert make_client().get(EN).status_code == 200  # type: ignore[operator]


def test_a_choice_that_leaves_nothing_cannot_be_made(client: FlaskClient) -> None:
    """It stands in its list with its zero; what is chosen can always be sent again."""
    page = client.get(f"{EN}?domain=housing&kind=structural").text
    options = re.findall(r"<option value=\"[^\"]+\"( selected| disabled)?>[^<]*\((\d+)\)</option>", page)
    assert {state for state, count in options if count == "0"} == {" disabled", " selected"}
    assert not any(state == " disabled" for state, count in options if count != "0")


def test_an_empty_answer_begins_with_what_to_give_up(client: FlaskClient) -> None:
    """Before it repeats the choices."""
    part = client.get(f"{EN}?domain=housing&kind=structural").text.partition('id="answer"')[2]
    assert "<h2>Nothing fits all these choices together.</h2>" in part
    assert part.index("Give up one of these, and you get:") < part.index('class="chosen"')
