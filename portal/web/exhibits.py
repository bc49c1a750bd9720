"""What a page can show by naming it: every picture, and the tables, lists and chains that are worked out from the graph.

A guidance page names an exhibit and its parameters; the same names stand here, once. `exhibit("levers", obstacle="queues-grow")`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask
from markupsafe import Markup

from portal.analysis.view import LEVERS
from portal.errors import PictureError
from portal.languages import Language
from portal.namespaces import ID
from portal.pages.directives import Value
from portal.web import facts
from portal.web.arrows import shown_chain, shown_loop, thing_named
from portal.web.house import house
from portal.web.language import current
from portal.web.levers import levers
from portal.web.pictures import draw
from portal.web.pictures.registry import PICTURES

Values = dict[str, Any]
Maker = Callable[..., Values]


def _loops(language: Language) -> Values:
    return {"loops": [shown_loop(loop, language) for loop in house().analysis.loops.found]}


def _arrows(language: Language, *, loop: str) -> Values:
    found = house().analysis.loop(loop)
    if found is None:
        raise PictureError(f"There is no loop called {loop} in this view.")
    return {"loop": shown_loop(found, language)}


def _levers(language: Language, *, obstacle: str, most: str = "5") -> Values:
    _must_be_known(obstacle)
    found = levers([(obstacle, house().analysis.chains(ID + obstacle))], language)
    return {"obstacle": thing_named(ID + obstacle, language), "levers": found[: int(most)], "left": max(0, len(found) - int(most))}


def _chain(language: Language, *, obstacle: str, lever: str) -> Values:
    _must_be_known(obstacle)
    chains = [each for each in house().analysis.chains(ID + obstacle, (*LEVERS, "Context", "Actor")) if each.lever == ID + lever]
    if not chains:
        raise PictureError(f"No chain leads from {lever} to {obstacle} in this view.")
    return {"chain": shown_chain(chains[0], language)}


def _cuts(language: Language) -> Values:
    cuts = house().analysis.barrier_cuts
    return {"sets": [[thing_named(thing, language) for thing in each] for each in (cuts.sets if cuts.size else ())]}


def _gaps(language: Language) -> Values:
    found = house().analysis.gaps
    names = ("interventions", "outcomes", "barriers")
    return {name: [thing_named(gap.thing, language) for gap in getattr(found, name)] for name in names}


_MAKERS: dict[str, Maker] = {
    "definition": facts.definition,
    "related": facts.related,
    "members": facts.things,
    "table": facts.table,
    "configurations": facts.configurations,
    "recommendation": facts.recommendation,
    "numbers": facts.numbers,
    "changes": facts.changes,
    "query": facts.query,
    "pages": facts.pages,
    "list-of-loops": _loops,
    "arrows-of-a-loop": _arrows,
    "levers": _levers,
    "steps-of-a-chain": _chain,
    "where-to-cut": _cuts,
    "gaps": _gaps,
}
EXHIBITS = (*_MAKERS, *PICTURES)


def exhibit(name: str, /, **parameters: Value) -> Markup:
    """Return an exhibit as markup for a page, in the reader's language and view.

    Raises PictureError, with a sentence, for a name or a parameter that is not known.
    """
    if name in PICTURES:
        return draw.inline(name, **parameters)  # type: ignore[arg-type]  # parameters are texts; twin and caption stay as they are
    maker = _MAKERS.get(name)
    if maker is None:
        raise PictureError(f"There is no exhibit called {name}. There are: {', '.join(EXHIBITS)}.")
    try:
        values = maker(current(), **parameters)
    except (TypeError, ValueError, KeyError):
        raise PictureError(f"{name} cannot be shown with these parameters: {', '.join(parameters) or 'none'}.") from None
    return Markup(flask.render_template(f"exhibits/{name}.html", **values))  # noqa: S704 - our own template


def _must_be_known(slug: str) -> None:
    if house().analysis.network.thing(ID + slug) not in house().analysis.network.graph:
        raise PictureError(f"There is no {slug} in the network of this view.")
