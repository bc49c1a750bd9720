"""Choices that combine, against checking every thing one by one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.analysis.narrowing import ASKED, Narrowing
from portal.analysis.ways import PLANS, Ways
from portal.graph.load import load
from portal.graph.store import Store
from portal.namespaces import ID
from portal.paths import data_root

REAL = Narrowing(Ways(load(data_root()).store))
NAMES = [name for name in ASKED if name != "level"]
CHOSEN = st.lists(st.sampled_from(NAMES), max_size=3, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: st.sampled_from(REAL.choices[name]) for name in names})
)


@pytest.fixture(scope="module")
def small(data_folder: Path) -> Narrowing:
    """A few things, with one inference."""
    store = Store()
    store.add_turtle(data_folder / "ways.ttl", "graph:ways")
    store.add_turtle(data_folder / "hypotheses-ways.ttl", "graph:hypotheses-ways")
    return Narrowing(Ways(store))


def slugs(iris: frozenset[str]) -> set[str]:
    """Last parts of names."""
    return {iri.rsplit("/", 1)[-1] for iri in iris}


def test_two_choices_leave_what_both_lead_to(small: Narrowing) -> None:
    """Money at the beginning."""
    assert slugs(small.left({"domain": ID + "money", "stage": ID + "beginning"})) == {"lending", "talking"}


def test_kind_and_level_are_what_a_thing_is(small: Narrowing) -> None:
    """The only service, and the only thing with a level."""
    assert slugs(small.left({"kind": "services"})) == slugs(small.left({"level": ID + "level-micro"})) == {"lending"}


def test_a_family_is_chosen_among_the_methods(small: Narrowing) -> None:
    """By its own plan."""
    assert slugs(small.fits("method", ID + "old")) == {"counting", "table", "on-counting"}


def test_nothing_chosen_leaves_everything(small: Narrowing) -> None:
    """Five things and a page can be found."""
    assert slugs(small.left({})) == {"counting", "talking", "lending", "table", "on-counting"}


def test_each_thing_has_a_path_from_each_choice(small: Narrowing) -> None:
    """In the order of the choices; level and kind need none."""
    chosen = {"domain": ID + "money", "stage": ID + "beginning", "kind": "services"}
    assert [(name, len(path)) for name, path in small.reasons(ID + "lending", chosen)] == [("domain", 1), ("stage", 1)]


def test_an_empty_answer_says_what_to_give_up(small: Narrowing) -> None:
    """Either choice alone leaves something; that which leaves more comes first."""
    chosen = {"stage": ID + "beginning", "method": ID + "counting"}
    assert [(each.given_up, len(each.left)) for each in small.loosenings(chosen)] == [(("stage",), 3), (("method",), 2)]


def test_as_few_choices_as_will_do_are_given_up(small: Narrowing) -> None:
    """Of three that fit only by pairs of two, one is enough."""
    chosen = {"domain": ID + "money", "stage": ID + "beginning", "method": ID + "counting"}
    assert [each.given_up for each in small.loosenings(chosen)] == [("stage",), ("method",)]


def test_each_choice_is_walked_once_however_many_are_tried(small: Narrowing, monkeypatch: pytest.MonkeyPatch) -> None:
    """With all names chosen there are two thousand ways to give some up."""
    walked = []
    monkeypatch.setattr(Narrowing, "fits", lambda _self, name, _value: walked.append(name) or frozenset())
    assert small.loosenings(dict.fromkeys(ASKED, "nothing")) == []
    assert walked == list(ASKED)


def test_one_choice_that_leaves_nothing_cannot_be_loosened(small: Narrowing) -> None:
    """There is only starting anew."""
    assert small.loosenings({"domain": ID + "nothing"}) == []


@given(CHOSEN)
def test_the_left_are_those_that_fit_each_choice(chosen: dict[str, str]) -> None:
    """One by one."""
    wanted = {thing for thing in REAL.everything if all(thing in REAL.fits(name, value) for name, value in chosen.items())}
    assert REAL.left(chosen) == wanted


@given(CHOSEN, st.sampled_from(NAMES))
def test_a_count_is_what_the_choice_would_leave(chosen: dict[str, str], name: str) -> None:
    """In place of what is chosen under the same name now."""
    for value, count in REAL.counts(chosen, name).items():
        assert count == len(REAL.left({**chosen, name: value}))


@given(CHOSEN)
def test_giving_up_leaves_what_is_promised(chosen: dict[str, str]) -> None:
    """And never nothing; fewer choices would not do."""
    for each in REAL.loosenings(chosen):
        kept = {name: value for name, value in chosen.items() if name not in each.given_up}
        assert each.left == REAL.left(kept) != frozenset()


@given(CHOSEN)
def test_nearness_puts_fewer_relations_first(chosen: dict[str, str]) -> None:
    """The first number is that of all relations from all choices."""
    for thing in REAL.left(chosen):
        assert REAL.nearness(thing, chosen)[0] == sum(len(path) for _, path in REAL.reasons(thing, chosen))


def test_every_plan_is_asked_under_some_name() -> None:
    """No way is left without a door."""
    assert {plan for plans in ASKED.values() for plan in plans} == set(PLANS)
