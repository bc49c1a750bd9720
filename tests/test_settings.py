"""Settings from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.settings import SettingError, Settings, read_settings


@pytest.mark.parametrize(("text", "on"), [("1", True), ("0", False), ("", False)])
def test_a_switch_is_on_or_off(text: str, on: bool) -> None:
    """One or nought; nothing is off."""
    assert read_settings({"KIERRE_EDITOR": text}).editor is on


def test_a_switch_that_is_neither_is_refused() -> None:
    """Rather than taken for one of them."""
    with pytest.raises(SettingError, match=r"KIERRE_EDITOR must be 1 or 0, not 'yes'\."):
        read_settings({"KIERRE_EDITOR": "yes"})


@pytest.mark.parametrize("text", ["javascript:alert(1)", "a@b.fi", "http://example.org"])
def test_reports_go_by_mail_or_over_a_safe_line(text: str) -> None:
    """Anything else would be a link that does harm or leads nowhere."""
    with pytest.raises(SettingError, match="KIERRE_REPORT must begin with mailto: or https://"):
        read_settings({"KIERRE_REPORT": text})


@pytest.mark.parametrize("text", ["", "mailto:a@b.fi", "https://example.org/new?title={title}"])
def test_an_address_for_reports_is_read(text: str) -> None:
    """As it stands."""
    assert read_settings({"KIERRE_REPORT": text}).report == text


def test_nothing_set_is_the_defaults() -> None:
    """Every one of them."""
    assert read_settings({}) == Settings()


def test_folders_of_ones_own_are_joined_by_colons() -> None:
    """As in a search path; nothing between two is no folder."""
    assert read_settings({"KIERRE_DATA": "/a::/b"}).data == (Path("/a"), Path("/b"))


def test_a_number_may_be_nought_where_that_means_none() -> None:
    """No proxy is the default."""
    assert read_settings({"KIERRE_PROXIES": "0"}).proxies == 0


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("KIERRE_PROXIES", "-1", "must be 0 or more"),
        ("KIERRE_PROXIES", "one", "must be a number"),
        ("KIERRE_QUERY_ROWS", "0", "must be above zero"),
        ("KIERRE_LOG", "yes", "must be one of events, json, text"),
        ("KIERRE_PUBLIC_URL", "kierre.example.fi", "must begin with https:// or http://"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str, said: str) -> None:
    """With what it may be."""
    with pytest.raises(SettingError, match=f"{name} {said}"):
        read_settings({name: value})
