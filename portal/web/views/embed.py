"""Cards and figures for another's page (/embed/), and the same for course platforms (/lti/), which know nothing of the reader."""

from __future__ import annotations

from typing import cast

import flask
from flask_babel import gettext

from portal.errors import UnknownName
from portal.languages import LANGUAGES, Language
from portal.learning.lti import Tool, write_tool
from portal.web import embeds
from portal.web.embedded import embedded, page
from portal.web.embeds import CARTRIDGE, EMBED, LAUNCH, Place
from portal.web.negotiation import answer
from portal.web.pins import kept
from portal.web.public import absolute

blueprint = flask.Blueprint("embed", __name__)
_LANGUAGE = f"<any({','.join(LANGUAGES)}):language>"


@blueprint.get(f"{EMBED}{_LANGUAGE}/<name>", defaults={"kind": embeds.THING})
@blueprint.get(f"{EMBED}{_LANGUAGE}/<kind>/<name>")
def embed(language: str, kind: str, name: str) -> flask.typing.ResponseReturnValue:
    """Show a card or a figure for the frame of another's page."""
    return page(_known(language, kind, name))


@blueprint.route(f"{LAUNCH}{_LANGUAGE}/<name>", methods=["GET", "POST"], defaults={"kind": embeds.THING})
@blueprint.route(f"{LAUNCH}{_LANGUAGE}/<kind>/<name>", methods=["GET", "POST"])
def launch(language: str, kind: str, name: str) -> flask.typing.ResponseReturnValue:
    """Show the same to a course platform. What it sends of the reader and the course is not read: the address says what to show."""
    return page(_known(language, kind, name))


@blueprint.get(f"{LAUNCH}{CARTRIDGE}/{_LANGUAGE}/<name>.xml", defaults={"kind": embeds.THING})
@blueprint.get(f"{LAUNCH}{CARTRIDGE}/{_LANGUAGE}/<kind>/<name>.xml")
def cartridge(language: str, kind: str, name: str) -> flask.typing.ResponseReturnValue:
    """Give what a teacher adds to a course by its address: an LTI 1.1 cartridge that needs no key."""
    found = _known(language, kind, name)
    shown = embedded(found)
    text = shown.text.text if shown.text else ""
    tool = Tool(f"{shown.name} – Kierre", absolute(kept(found.launch)), text)
    return answer(write_tool(tool), "application/xml; charset=utf-8")


@blueprint.get(f"{LAUNCH}{CARTRIDGE}/{_LANGUAGE}/<path:rest>")
def cut_off(**_: str) -> flask.typing.ResponseReturnValue:
    """Say of the address of a cartridge that it is not whole."""
    raise UnknownName(
        gettext("This is not the whole address of a course tool: that ends in .xml. Copy it anew, under the page, from “Embed”.")
    )


def _known(language: str, kind: str, name: str) -> Place:
    found = embeds.place(kind, name, cast(Language, language), flask.request.args.items())
    if found is None:
        raise UnknownName(gettext("There is no card called %(name)s.", name=name))
    return found
