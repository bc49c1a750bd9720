"""The network as tables."""

from __future__ import annotations

import pytest

from portal.web.exports.tables import harmless


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-x", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_begins_like_a_formula_is_made_a_text(text: str) -> None:
    """With an apostrophe, as spreadsheets mark texts."""
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["", "jonot", "-2", "0", "a=b", "https://example.org/?a=b"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    """Distances upstream too."""
    assert harmless(text) == text
