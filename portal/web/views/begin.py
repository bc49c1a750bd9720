"""Where do I begin? From the obstacles a reader meets to what can be done, in whose hands it is, and with whom."""

from __future__ import annotations

from dataclasses import dataclass

import flask
from flask_babel import gettext

from portal.analysis.chains import Chain
from portal.analysis.hands import OF_LEVEL, Hands
from portal.analysis.network import Kind
from portal.analysis.view import CONDITIONS
from portal.languages import Language, sort_key
from portal.namespaces import ID, KIERRE, LEVELS
from portal.web.arrows import thing_named
from portal.web.facts import page_links
from portal.web.house import house
from portal.web.levers import Lever, levers, obstacles
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Named, Said, named

blueprint = flask.Blueprint("begin", __name__)
MOST = 6  # most obstacles in one question


@dataclass(frozen=True)
class Choice:
    """An obstacle that can be chosen: its name, what has become of it since, and whether it is chosen."""

    thing: Named
    update: Named | None
    chosen: bool


@dataclass(frozen=True)
class Group:
    """The obstacles of a level: its name, in whose hands things are there (None: no level), and whether it is unfolded."""

    name: Said
    hands: Hands | None
    choices: list[Choice]
    open: bool


@dataclass(frozen=True)
class Argument:
    """A recommendation to decision-makers: what it demands, with what number, and the obstacles asked about that it answers to."""

    lever: Lever
    claims: list[Named]
    indicators: list[Named]


@dataclass(frozen=True)
class BeginPage:
    """The form as filled, what is wrong with it, and the answer: levers in whose hands, and what to say to those who decide.

    chosen: the obstacles asked about, each with the team cards on it.
    """

    groups: list[Group]
    role: Hands | None
    problems: list[str]
    chosen: list[tuple[Named, list[Named]]]
    unreached: list[tuple[Named, list[Named]]]
    mine: list[Lever]
    near: list[Lever]
    others: list[tuple[Hands | None, list[Lever]]]
    arguments: list[Argument]
    conditions: list[Lever]
    partners: list[Named]


@page(blueprint, "begin")
def begin(language: Language) -> flask.typing.ResponseReturnValue:
    """Show the form, and the answer when obstacles are chosen; what cannot be understood is said beside what can."""
    asked = list(dict.fromkeys(filter(None, flask.request.args.getlist("obstacle"))))
    problems: list[str] = []
    known = obstacles()
    chosen = [slug for slug in asked if slug in known]
    unknown = [slug for slug in asked if slug not in known]
    if unknown:
        problems.append(gettext("Not an obstacle of the model: %(names)s. Choose from the list.", names=", ".join(unknown)[:200]))
    if len(chosen) > MOST:
        problems.append(gettext("Choose at most %(count)s obstacles at a time; the first ones are answered.", count=MOST))
    role = _role(problems)
    shown = _answer(chosen[:MOST], role, problems, language)
    html = flask.render_template("begin/begin.html", page=shown)
    return flask.make_response(html, 400) if problems else answer(html, "text/html; charset=utf-8")


def _role(problems: list[str]) -> Hands | None:
    asked = flask.request.args.get("role", "")
    if asked and asked not in set(Hands):
        problems.append(gettext("There is no role “%(name)s”. Choose one from the list, or none.", name=asked[:100]))
        return None
    return Hands(asked) if asked else None


def _answer(chosen: list[str], role: Hands | None, problems: list[str], language: Language) -> BeginPage:
    chains = [(slug, house().analysis.chains(ID + slug)) for slug in chosen]
    conditions = [(slug, house().analysis.chains(ID + slug, CONDITIONS)) for slug in chosen]
    found = levers(chains, language)
    mine = [lever for lever in found if role is not None and role in lever.hands]
    near = [lever for lever in found if lever not in mine and role is Hands.TEAM and Hands.WORKER in lever.hands]
    rest = [lever for lever in found if lever not in mine and lever not in near]
    direct = [(slug, [chain for chain in found if len(chain.steps) <= 2]) for slug, found in conditions]
    return BeginPage(
        _groups(chosen, role, language),
        role,
        problems,
        [(named(house().catalogue[ID + slug], language, defined=True), _cards(slug, language)) for slug in chosen],
        [(named(house().catalogue[ID + slug], language), _alike(slug, language)) for slug, each in chains if not each],
        mine,
        near,
        _by_hands(rest, role),
        [_argument(lever, language) for lever in found if Hands.DECISION_MAKERS in lever.hands],
        levers(direct, language),
        _partners([chain for _, found in chains for chain in found], language),
    )


def _by_hands(found: list[Lever], role: Hands | None) -> list[tuple[Hands | None, list[Lever]]]:
    """Return levers by those in whose hands they are, but the asker's own and those who decide; last those in nobody's."""
    parted = [(each, [lever for lever in found if each in (lever.hands or (None,))]) for each in (*Hands, None)]
    return [(each, those) for each, those in parted if those and each not in {role, Hands.DECISION_MAKERS}]


def _cards(slug: str, language: Language) -> list[Named]:
    """Return the team cards on an obstacle."""
    return page_links([each for each in house().data.pages if each.matter.obstacle == slug], language)


def _alike(slug: str, language: Language) -> list[Named]:
    """Return the obstacles on the same theme to which something that one can do leads."""
    pairs = house().pairs(KIERRE + "sameThemeAs", house().graphs())
    alike = {other for pair in pairs for one, other in (pair, pair[::-1]) if one == ID + slug}
    reached = [iri for iri in sorted(alike) if iri.removeprefix(ID) in obstacles() and house().analysis.chains(iri)]
    return [named(house().catalogue[iri], language) for iri in reached]


def _argument(lever: Lever, language: Language) -> Argument:
    catalogue, iri = house().catalogue, ID + lever.thing.slug
    claims = [each for each in catalogue.of_class(KIERRE + "RecommendationClaim") if iri in each.wholes]
    ends = {iri, *(claim.iri for claim in claims)}
    numbers = [named(each, language, defined=True) for each in catalogue.of_class(KIERRE + "Indicator") if ends & set(each.wholes)]
    return Argument(lever, [named(each, language, defined=True) for each in claims], numbers)


def _partners(chains: list[Chain], language: Language) -> list[Named]:
    """Return with whom the levers are carried out: whom they involve, and the actors of the configurations on the way."""
    analysis = house().analysis
    used = {carrier for chain in chains for step in chain.steps if step.kind is Kind.CONFIGURATION for carrier in step.carriers}
    actors = {actor for each in analysis.configurations if each.iri in used for actor in each.actors}
    levers = {chain.lever for chain in chains}
    involved = {other for thing, other in house().pairs(KIERRE + "involves", house().graphs()) if thing in levers}
    somebody = {KIERRE + "Party", KIERRE + "Profession", KIERRE + "Organisation"}
    people = [iri for iri in actors | involved if somebody.intersection(house().catalogue[iri].classes)]
    return sorted((thing_named(iri, language) for iri in people), key=lambda each: sort_key(each.name.text))


def _groups(chosen: list[str], role: Hands | None, language: Language) -> list[Group]:
    catalogue, known = house().catalogue, obstacles()
    updates = {old: new for new, old in house().pairs(KIERRE + "updates")}

    def choices(level: str | None) -> list[Choice]:
        here = [each for each in known.values() if (level in each.levels if level else not each.levels)]
        return [
            Choice(
                named(each, language, defined=True),
                named(catalogue[updates[each.iri]], language) if each.iri in updates else None,
                each.slug in chosen,
            )
            for each in sorted(here, key=lambda entry: sort_key(entry.label(language)[0]))
        ]

    def group(name: Said, hands: Hands | None, level: str | None) -> Group:
        return Group(name, hands, choices(level), not chosen and role is not None and hands is role)

    groups = [group(Said(*catalogue[level].label(language)), OF_LEVEL[level], level) for level in reversed(LEVELS)]
    without = Said(gettext("In the course of the circle (the source gives these no level)"), language)
    return [each for each in [*groups, group(without, None, None)] if each.choices]
