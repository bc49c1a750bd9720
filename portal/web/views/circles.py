"""The two circles as lists: the barriers of the vicious circle with what counters them, and the parts of the virtuous one."""

from __future__ import annotations

from dataclasses import dataclass

import flask

from portal.graph import queries
from portal.graph.catalogue import Entry
from portal.languages import Language, sort_key
from portal.namespaces import ID, KIERRE, LEVELS
from portal.web.cited import rest_on
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Named, named

blueprint = flask.Blueprint("circles", __name__)


@dataclass(frozen=True)
class Member:
    """A member of a circle, and what counters it (or what it counters), each marked where it is our hypothesis."""

    thing: Named
    against: list[tuple[Named, bool]]


@dataclass(frozen=True)
class LevelGroup:
    """The members at one level; `level` is None for those to which the source gives no level."""

    level: Named | None
    members: list[Member]


@dataclass(frozen=True)
class CirclePage:
    """A circle: its members by level, the loops in it that have names, and its causal links."""

    circle: Named
    other: Named
    groups: list[LevelGroup]
    loops: list[Named]
    links: list[Named]


@page(blueprint, "vicious")
def vicious(language: Language) -> flask.typing.ResponseReturnValue:
    """Show the vicious circle: barriers by level with their counters, and the links between them."""
    return _show("vicious-circle", "virtuous-circle", language)


@page(blueprint, "virtuous")
def virtuous(language: Language) -> flask.typing.ResponseReturnValue:
    """Show the virtuous circle: its parts by level with the barriers they counter."""
    return _show("virtuous-circle", "vicious-circle", language)


def _show(slug: str, other: str, language: Language) -> flask.typing.ResponseReturnValue:
    catalogue = house().catalogue
    members = {subject for subject, circle in house().pairs(KIERRE + "partOfCircle", house().graphs()) if circle == ID + slug}
    rest_on(members)
    entries = [catalogue[iri] for iri in members]
    link = KIERRE + "CausalLink"
    links = sorted((entry for entry in entries if link in entry.classes), key=lambda each: (each.inferred, each.iri))
    loops = [entry for entry in entries if KIERRE + "FeedbackLoop" in entry.classes]
    others = [entry for entry in entries if link not in entry.classes and entry not in loops]
    things = sorted(others, key=lambda each: sort_key(each.label(language)[0]))
    against = _against(language)
    groups = [
        LevelGroup(named(catalogue[level], language), [_member(each, against, language) for each in things if level in each.levels])
        for level in LEVELS
    ]
    groups.append(LevelGroup(None, [_member(each, against, language) for each in things if not each.levels]))
    shown = CirclePage(
        named(catalogue[ID + slug], language, defined=True),
        named(catalogue[ID + other], language),
        [group for group in groups if group.members],
        [named(each, language, defined=True) for each in sorted(loops, key=lambda each: each.iri)],
        [named(each, language, defined=True) for each in links],
    )
    return answer(flask.render_template(f"circles/{slug.partition('-')[0]}.html", page=shown), "text/html; charset=utf-8")


Against = dict[str, list[tuple[Named, bool]]]


def _against(language: Language) -> Against:
    """Return, for each thing, what stands against it by a judged counter, in either direction."""
    found: Against = {}
    graphs, catalogue = house().graphs(), house().catalogue
    for each in queries.relations(house().data.store, graphs):
        if each.property == KIERRE + "counters":
            found.setdefault(each.object, []).append((named(catalogue[each.subject], language), each.inferred))
            found.setdefault(each.subject, []).append((named(catalogue[each.object], language), each.inferred))
    return found


def _member(entry: Entry, against: Against, language: Language) -> Member:
    facing = sorted(against.get(entry.iri, ()), key=lambda pair: (pair[1], sort_key(pair[0].name.text)))
    return Member(named(entry, language, defined=True), facing)
