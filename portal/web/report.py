"""Whom the settings name: where a reader reports a problem with a page, and whom to tell of a security hole."""

from __future__ import annotations

import re
from urllib.parse import quote

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(r"https://[^\s<>\"']+[^\s<>\"'.,;:!?)]")
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


def security_contact(given: str, contact: str) -> str:
    """Return the address of whom to tell of a security hole: the setting, else a letter or page in the contact, else nothing."""
    mail, web = _MAIL.search(contact), _WEB.search(contact)
    return given or (f"mailto:{mail[0]}" if mail else web[0] if web else "")
