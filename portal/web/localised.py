"""Pages that stand at an address in each language."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import flask

from portal.languages import LANGUAGES
from portal.web.addresses import address

View = Callable[..., flask.typing.ResponseReturnValue]


def page(blueprint: flask.Blueprint, section: str, rest: str = "", methods: Sequence[str] = ("GET",)) -> Callable[[View], View]:
    """Return a decorator that puts a view at /<language>/<word of the section>/<rest>; the view is given `language`."""

    def register(view: View) -> View:
        for language in LANGUAGES:
            place = address(section, language) + rest
            blueprint.add_url_rule(place, view.__name__, view, defaults={"language": language}, methods=methods)
        return view

    return register
