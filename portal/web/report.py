"""The address at which a reader reports a problem with a page, as the settings say."""

from __future__ import annotations

import re
from urllib.parse import quote

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PLACE = re.compile(r"\{(url|title)\}")
_LONGEST = 500  # characters of an address of ours: mail programs cut longer ones


def report_address(template: str, contact: str, url: str, title: str) -> str:
    """Return the address for a page: the template with {url} and {title} filled in, else a letter to the contact, else nothing."""
    if not template:
        found = _MAIL.search(contact)
        template = f"mailto:{found[0]}" if found else ""
    if template.startswith("mailto:") and not _PLACE.search(template):
        template += ("&" if "?" in template else "?") + "subject={title}&body={url}"
    filled = {"url": quote(url[:_LONGEST], safe=""), "title": quote(title[:_LONGEST], safe="")}
    return _PLACE.sub(lambda place: filled[place[1]], template)
