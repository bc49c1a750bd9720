"""What is said of a directive without the graph."""

from __future__ import annotations

import pytest

from portal.pages.directives import DIRECTIVES, faults, read


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("lever", "", "is not known; did you mean levers?"),
        ("levers", "obstacles: a", "has no parameter 'obstacles'; it may have obstacle, most."),
        ("levers", "most: 3", "lacks its parameter 'obstacle'."),
        ("gaps", "thing: a", "has no parameter 'thing'; it may have none."),
        ("levers", "obstacle: a\nmost: many", "has 'many' as 'most'; it must be a whole number from 1 to 99."),
        ("members", "class: Value\nlevel: top", "has 'top' as 'level'; it must be one of macro, meso, micro."),
        ("table", "class: Value\ncolumns: addresses", "needs a list such as [a, b] as 'columns'."),
        ("definition", "thing: [a]", "needs one word as 'thing'."),
        ("definition", "- a", "its lines must be of the form `parameter: value`"),
        ("definition", "thing: a\nthing: b", "its lines must be of the form `parameter: value`, each once; it has 'thing' twice"),
        ("definition", "<<: {thing: a}", "its parameter '<<' must be a word"),
    ],
)
def test_a_fault_is_named(name: str, text: str, fault: str) -> None:
    """With what to do."""
    assert any(each.startswith(fault) for each in faults(read(name, text, 1)))


@pytest.mark.parametrize("name", DIRECTIVES)
def test_a_good_directive_has_no_fault(name: str) -> None:
    """Given what it needs."""
    values = {each.form: each.form.partition("|")[0] for each in DIRECTIVES[name].values() if "|" in each.form} | {"number": "3"}
    lines = [f"{key}: {'[a]' if each.many else values.get(each.form, 'a')}" for key, each in DIRECTIVES[name].items()]
    assert list(faults(read(name, "\n".join(lines), 1))) == []
