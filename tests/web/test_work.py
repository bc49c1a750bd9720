"""The process and the interfaces."""

from __future__ import annotations

import re

from flask.testing import FlaskClient


def test_the_six_stages_stand_in_their_order(client: FlaskClient) -> None:
    """As the brochure gives them."""
    page = client.get("/en/process").text
    found = re.findall(r'<h2>.*?href="/en/things/([^"]+)"', page)
    assert found[:6] == [
        "contact",
        "service-needs-assessment",
        "planning-support-and-services",
        "arranging-and-carrying-out",
        "follow-up-and-evaluation",
        "end-of-client-relationship",
    ]


def test_what_we_infer_about_a_stage_is_marked(client: FlaskClient) -> None:
    """The role of listening is joined to the assessment by us."""
    page = client.get("/en/process").text
    stage = page[page.index("service-needs-assessment") : page.index("planning-support-and-services")]
    assert re.search(r"listening-advising-encouraging.*?hypothesis", stage, re.DOTALL)
    assert "listening-advising-encouraging" not in client.get("/en/process?view=source").text.partition("</ol>")[0]


def test_fifteen_interfaces_stand_in_the_table(client: FlaskClient) -> None:
    """One row each; the parts stand in their row."""
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", client.get("/en/interfaces").text, re.DOTALL)
    assert len(rows) == 15
    assert any("interface-health-care-and-rehabilitation" in row and "interface-rehabilitation" in row for row in rows)
