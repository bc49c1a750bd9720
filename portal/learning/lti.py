"""A page as a tool of a course platform: an LTI 1.1 cartridge without key or secret, which a teacher adds by its address.

Which page the tool opens stands in the launch address alone: custom parameters are dropped on the way (Moodle). A question in that
address (view, release) stays, for the platform posts to the whole of it; where one should drop it, the newest card opens.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

_LINK = "http://www.imsglobal.org/xsd/imslticc_v1p0"
_BASIC = "http://www.imsglobal.org/xsd/imsbasiclti_v1p0"
_PLATFORM = "http://www.imsglobal.org/xsd/imslticp_v1p0"


@dataclass(frozen=True)
class Tool:
    """A page that a course platform opens as a tool: its title, its launch address, and what it is."""

    title: str
    launch: str
    description: str = ""


def write_tool(tool: Tool) -> bytes:
    """Return a tool as the bytes of its cartridge, its elements in the order that the schema wants."""
    register_namespace("blti", _BASIC)
    register_namespace("lticp", _PLATFORM)
    root = Element("cartridge_basiclti_link", xmlns=_LINK)
    texts = [("title", tool.title), ("description", tool.description), ("launch_url", tool.launch)]
    if tool.launch.startswith("https://"):
        texts.append(("secure_launch_url", tool.launch))
    for name, text in texts:
        SubElement(root, f"{{{_BASIC}}}{name}").text = text
    vendor = SubElement(root, f"{{{_BASIC}}}vendor")
    for name, text in (("code", "kierre"), ("name", "Kierre")):
        SubElement(vendor, f"{{{_PLATFORM}}}{name}").text = text
    return bytes(tostring(root, encoding="UTF-8", xml_declaration=True))
