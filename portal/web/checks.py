"""What the last check of the data says of the thing or page that is being shown; for those who edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import flask

from portal.errors import EngineError
from portal.namespaces import ID, PAGE
from portal.web.house import house, settings

if TYPE_CHECKING:
    from validation.report import Finding

_BASES = {"terms.thing": ID, "guides.guide": PAGE}


@dataclass(frozen=True)
class Checks:
    """The data version, whether it was checked under today's rules, and what was found about this thing."""

    version: str
    checked: bool
    findings: tuple[Finding, ...]


def checks() -> Checks | None:
    """Return what there is to say of this request's thing; None for readers, and where no thing is shown."""
    base = _BASES.get(flask.request.endpoint or "")
    if not base or not settings().editor:
        return None
    iri = base + str((flask.request.view_args or {}).get("slug", ""))
    try:
        found = house().findings
    except EngineError:  # the page says so itself
        return None
    return Checks(house().data.version, found is not None, tuple(each for each in found or () if each.subject == iri))
