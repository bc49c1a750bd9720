"""The cartridge of a tool has the structure of IMS Basic LTI 1.0.1, as its schemas say (imslticc_v1p0p1.xsd)."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from portal.learning.lti import Tool, write_tool

LINK = "{http://www.imsglobal.org/xsd/imslticc_v1p0}"
BASIC = "{http://www.imsglobal.org/xsd/imsbasiclti_v1p0}"
PLATFORM = "{http://www.imsglobal.org/xsd/imslticp_v1p0}"
ORDER = ["title", "description", "custom", "extensions", "launch_url", "secure_launch_url", "icon", "secure_icon", "vendor"]
OPEN = Tool("Jonojen kasvu & <muut>", "http://localhost/lti/fi/queues-grow?view=source&v=2026.1", "Ääkköset")
SECURE = Tool("Kö", "https://kierre.example.fi/lti/sv/queues-grow")


def read(text: bytes) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own text


@pytest.mark.parametrize("entry", [OPEN, SECURE])
def test_elements_stand_in_their_order_and_namespaces(entry: Tool) -> None:
    """A sequence of which a title and a vendor are required; what the vendor is called has a namespace of its own."""
    root = read(write_tool(entry))
    assert root.tag == LINK + "cartridge_basiclti_link"
    places = [ORDER.index(each.tag.removeprefix(BASIC)) for each in root]
    assert places == sorted(set(places))
    assert {ORDER[0], ORDER[-1]} <= {ORDER[place] for place in places}
    assert [each.tag for each in root[-1]] == [PLATFORM + "code", PLATFORM + "name"]


def test_texts_arrive_whole() -> None:
    """Signs of XML among them."""
    root = read(write_tool(OPEN))
    assert [root.findtext(BASIC + name) for name in ("title", "description", "launch_url")] == [
        OPEN.title,
        OPEN.description,
        OPEN.launch,
    ]


def test_a_secure_address_is_said_to_be_one() -> None:
    """Only that."""
    assert read(write_tool(SECURE)).findtext(BASIC + "secure_launch_url") == SECURE.launch
    assert read(write_tool(OPEN)).find(BASIC + "secure_launch_url") is None


def test_there_is_nothing_that_a_platform_drops_or_must_keep() -> None:
    """No custom parameters, no key, no secret."""
    assert not {"custom", "key", "secret"} & {each.tag.partition("}")[2] for each in read(write_tool(OPEN)).iter()}
