"""Rules over what pages have drawn, against the real graph."""

from __future__ import annotations

import pytest

from portal.graph.load import Data
from portal.pages.directives import read
from validation.directives import Known, breaches


@pytest.fixture(scope="module")
def known(real: Data) -> Known:
    """Everything that pages can name."""
    return Known(real)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("related", "thing: financial-social-work\nrelation: usesTool"),
        ("related", "thing: queues-grow\nrelation: counters\ndirection: in"),
        ("related", "thing: recommendation-05-close-to-living-environment\nrelation: dcterms:isPartOf"),
        ("members", "class: Context\nlevel: meso"),
        ("table", "class: ServiceInterface\ncolumns: [addresses, ^cooperatesWith]"),
        ("configurations", "of: enabling-leadership\nlevel: meso"),
        ("recommendation", "thing: recommendation-05-close-to-living-environment"),
        ("numbers", "things: [in-depth-clients-on-average]"),
        ("changes", "thing: interface-employment-and-growth-services"),
        ("levers", "obstacle: queues-grow\nmost: 3"),
        ("steps-of-a-chain", "obstacle: queues-grow\nlever: beating-hurry"),
        ("arrows-of-a-loop", "loop: loop-returning-clients"),
        ("query", "name: things-at-a-level"),
        ("pages", "kind: model"),
    ],
)
def test_what_there_is_can_be_drawn(known: Known, name: str, text: str) -> None:
    """Nothing is found."""
    assert list(breaches(read(name, text, 1), known)) == []


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("levers", "obstacle: wars", "has 'wars' as 'obstacle', which is no Barrier."),
        ("recommendation", "thing: queues-grow", "which is no Recommendation."),
        ("configurations", "of: queues-grow", "which is no Mechanism or Method or"),
        ("related", "thing: queues-grow\nrelation: usesTools", "which is no relation of ours"),
        ("members", "class: Values", "which is no class here; did you mean Value?"),
        ("arrows-of-a-loop", "loop: loop-of-hurry", "which is no loop here"),
        ("query", "name: things-at-level", "which is no query here; did you mean things-at-a-level?"),
        ("pages", "kind: method", "which is no page-kind here; did you mean methods?"),
        ("numbers", "things: [queues-grow]", "which is no Indicator."),
        ("related", "thing: queues-grow\nrelation: usesTool", "draws nothing"),
        ("changes", "thing: queues-grow", "draws nothing"),
        ("members", "class: Value\nlevel: macro", "draws nothing"),
        ("configurations", "of: enabling-leadership\nlevel: macro", ""),
        ("steps-of-a-chain", "obstacle: queues-grow\nlever: wars", "draws nothing"),
        ("levers", "obstacle: societal-structural-challenges", "draws nothing"),
    ],
)
def test_what_there_is_not_is_named(known: Known, name: str, text: str, words: str) -> None:
    """Unknown, of another class, or nothing to draw."""
    found = list(breaches(read(name, text, 1), known))
    assert any(words in each for each in found) if words else found == []
