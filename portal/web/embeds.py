"""What of ours can stand in another's page: which addresses have an embed, and the addresses at which that answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlencode

import flask

from portal.languages import LANGUAGES, Language
from portal.namespaces import ID, STATEMENT
from portal.sections import SECTIONS
from portal.web.addresses import address
from portal.web.house import house
from portal.web.language import current
from portal.web.pictures.registry import PICTURES
from portal.web.pins import PIN

EMBED, LAUNCH = "/embed/", "/lti/"  # what the addresses of embeds and of launches begin with
FRAMED = (EMBED, LAUNCH)
CARTRIDGE = "cartridge"
OEMBED = "/oembed"
OEMBED_TYPES = {"json": "application/json+oembed", "xml": "text/xml+oembed"}
KEPT = ("view", PIN)
THING = "thing"
# What has an embed, and the section of the portal in which its page stands.
_SECTIONS = {THING: "thing", "local": "local", "statement": "statement", "page": "guide", "figure": "pictures", "loop": "loops"}
_NAMES = {"id": THING, "statement": "statement", "page": "page"}

Question = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Place:
    """Something of ours that can stand in another's page. kind: thing, local, statement, page, figure or loop; name: the last part
    of its address; question: what its address asks besides: the view, the release, and what a figure needs.
    """

    kind: str
    name: str
    language: Language
    question: Question = ()

    @property
    def rest(self) -> str:
        """Return what its addresses end with: language, kind (but of a thing, which needs none) and name."""
        kind = "" if self.kind == THING else f"{self.kind}/"
        return f"{self.language}/{kind}{quote(self.name)}"

    @property
    def embed(self) -> str:
        """Return the path of the embed."""
        return EMBED + self.rest + self._asked(self.question)

    @property
    def launch(self) -> str:
        """Return the path that a course platform opens."""
        return LAUNCH + self.rest + self._asked(self.question)

    @property
    def cartridge(self) -> str:
        """Return the path of the description of that for a course platform."""
        return f"{LAUNCH}{CARTRIDGE}/{self.rest}.xml" + self._asked(self.question)

    @property
    def page(self) -> str:
        """Return the path of the whole page."""
        return address(_SECTIONS[self.kind], self.language, self.name) + self._asked(self.question)

    @property
    def newest(self) -> Place:
        """Return the same without a release."""
        return Place(self.kind, self.name, self.language, tuple(pair for pair in self.question if pair[0] != PIN))

    @property
    def release(self) -> str:
        """Return the release that it is shown as, or nothing."""
        return dict(self.question).get(PIN, "")

    @property
    def parameters(self) -> dict[str, str]:
        """Return what a figure is asked for."""
        return {name: value for name, value in self.question if name not in KEPT}

    @staticmethod
    def _asked(question: Question) -> str:
        return f"?{urlencode(question)}" if question else ""


def place(kind: str, name: str, language: Language, asked: Iterable[tuple[str, str]] = ()) -> Place | None:
    """Return what can be embedded under a name, or None; a name that is no thing may be that of a guidance page."""
    if kind == THING and ID + name not in house().catalogue and _exists("page", name):
        kind = "page"
    return Place(kind, name, language, _question(kind, name, asked)) if _exists(kind, name) else None


def of_path(path: str, asked: Iterable[tuple[str, str]], language: Language) -> Place | None:
    """Return what can be embedded of an address of ours (page, lasting name, or embed), or None.

    language: where the address has none.
    """
    parts = [unquote(part) for part in path.strip("/").split("/")]
    if len(parts) == 2 and parts[0] in _NAMES:
        return place(_NAMES[parts[0]], parts[1], language, asked)
    if f"/{parts[0]}/" in FRAMED:
        return _of_embed(parts[1:], asked)
    if len(parts) != 3 or parts[0] not in LANGUAGES:
        return None
    kinds = [kind for kind, section in _SECTIONS.items() if SECTIONS[section][parts[0]] == parts[1]]
    return place(kinds[0], parts[2], parts[0], asked) if kinds else None


def _of_embed(parts: list[str], asked: Iterable[tuple[str, str]]) -> Place | None:
    if len(parts) not in {2, 3} or parts[0] not in LANGUAGES:
        return None
    return place(parts[1] if len(parts) == 3 else THING, parts[-1], parts[0], asked)


def here() -> Place | None:
    """Return what can be embedded of the page that is being shown, or None."""
    if flask.request.method not in {"GET", "HEAD"}:
        return None
    return of_path(flask.request.path, flask.request.args.items(), current())


def _exists(kind: str, name: str) -> bool:
    if kind in {THING, "statement"}:
        return (ID if kind == THING else STATEMENT) + name in house().catalogue
    if kind == "local":
        return name in house().catalogue.own
    if kind == "page":
        return name in house().guides
    if kind == "figure":
        return name in PICTURES
    return kind == "loop" and house().whole.loop(name) is not None


def _question(kind: str, name: str, asked: Iterable[tuple[str, str]]) -> Question:
    """Return what of a question an embed keeps: what its figure may be asked for, the view of the sources, the release."""
    recipe = PICTURES[name] if kind == "figure" and name in PICTURES else None
    mine = (*recipe.needs, *recipe.may) if recipe else ()
    given = {key: value for key, value in asked if value and (key in mine or key in KEPT)}
    if given.get("view", "source") != "source":
        del given["view"]
    return tuple((key, given[key]) for key in (*mine, *KEPT) if key in given)
