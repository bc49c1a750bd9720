"""What a basket's address says, and what is wrong with it."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.learning.basket import LONGEST, MOST, Basket, Item, Sort, read_basket, read_item, tidy

NAMES = st.from_regex(r"[a-z0-9-]{1,30}", fullmatch=True)
PARAMETERS = st.lists(st.from_regex(r"[a-z]{1,9}\.[a-z0-9.-]{0,20}", fullmatch=True), max_size=4).map(
    lambda each: tuple(sorted(each))
)
ITEMS = st.one_of(
    st.builds(Item, st.sampled_from([Sort.THING, Sort.STATEMENT, Sort.GUIDE, Sort.LOOP]), NAMES),
    st.builds(Item, st.sampled_from([Sort.PICTURE, Sort.QUERY, Sort.PART]), NAMES, PARAMETERS),
    st.builds(Item, st.just(Sort.QUESTIONS), NAMES, st.tuples(st.integers(1, 99).map(str), st.integers(0, 999).map(str))),
)
THINGS = ",".join(f"thing:thing-{number}" for number in range(MOST + 5))


@given(st.lists(ITEMS, max_size=20, unique=True), st.text(max_size=200), st.booleans())
def test_a_basket_comes_back_from_its_address(items: list[Item], title: str, key: bool) -> None:
    """Items, order, title and key; nothing is said to be wrong."""
    basket = Basket(title=tidy(title), key=key).with_items(tuple(items))
    again = read_basket(dict(parse_qsl(basket.question())))
    assert (again.items, again.title, again.key, again.missing) == (basket.items, basket.title, key, 0)


@given(st.dictionaries(st.sampled_from(["n", "items", "title", "key"]), st.text(max_size=300)))
def test_no_text_breaks_the_reading(asked: dict[str, str]) -> None:
    """Whatever stands in an address."""
    basket = read_basket(asked)
    assert len(basket.items) <= MOST
    assert all(read_item(str(item)) == item for item in basket.items)


@given(st.lists(ITEMS, min_size=2, max_size=10, unique=True), st.data())
def test_an_address_that_was_cut_off_is_noticed(items: list[Item], data: st.DataObject) -> None:
    """Wherever it was cut within the items, also where another item is left that can be read."""
    basket = Basket().with_items(tuple(items))
    whole = basket.question()
    cut = read_basket(dict(parse_qsl(whole[: data.draw(st.integers(whole.index("items=") + 6, len(whole) - 1))])))
    assert cut.missing or cut.short


def test_an_address_of_other_hands_may_leave_the_letters_out() -> None:
    """How many items there are is enough."""
    basket = read_basket({"n": "2", "items": "thing:a,thing:b"})
    assert (len(basket.items), basket.missing, basket.short) == (2, 0, False)


@pytest.mark.parametrize(
    "text",
    ["thing", "thing:", "thing:a:b", "nothing:a", "picture:a:b", "questions:all:x:1", "questions:all:5", "thing:../a", "guide:å"],
)
def test_what_is_no_item_is_none(text: str) -> None:
    """No sort, no name, too much of it, or marks that no name has."""
    assert read_item(text) is None


def test_there_is_an_end_to_a_basket() -> None:
    """Items that are too many, and a text that is too long, are told of."""
    assert read_basket({"items": THINGS}).over == tuple(map(read_item, THINGS.split(",")[-5:]))
    assert read_basket({"items": "thing:" + "a" * LONGEST}).cut


def test_an_item_goes_along_once() -> None:
    """The second one is told of."""
    assert read_basket({"items": "thing:a,thing:a"}).twice == (Item(Sort.THING, "a"),)


@pytest.mark.parametrize("title", ["a\nb", "a\u202eb", " a  b ", "a\u2028b", "a\x00b", "\ufeffa\u200b\u200eb\u061c"])
def test_a_title_is_one_tidy_line(title: str) -> None:
    """Without marks that steer a screen or a file."""
    assert tidy(title) == "a b"


@pytest.mark.parametrize("title", ["\u200b", "\u200e \u061c", "\ufeff", "\u200d\u200c", "\u2060", "\u00ad", "\u3164", "\ufe0f"])
def test_a_title_of_which_nothing_is_seen_is_none(title: str) -> None:
    """So that the basket gets the usual one."""
    assert tidy(title) == ""


@pytest.mark.parametrize("title", ["می\u200cخواهم", "👩\u200d💻", "2026"])
def test_marks_that_join_letters_stay_in_a_title(title: str) -> None:
    """They belong to the word."""
    assert tidy(title) == title


@pytest.mark.parametrize("basket", [Basket(title="x" * 120).with_items(read_basket({"items": THINGS}).items)])
def test_the_longest_address_fits_into_a_header(basket: Basket) -> None:
    """Proxies refuse headers over 4 kB or 8 kB."""
    assert len(basket.question()) < 4000
