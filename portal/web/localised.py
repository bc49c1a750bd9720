"""Pages that stand at an address in each language."""

from __future__ import annotations

from collections.abc import Callable

import flask

from portal.languages import LANGUAGES
from portal.web.addresses import address

View = Callable[..., flask.typing.ResponseReturnValue]


def page(blueprint: flask.Blueprint, section: str, rest: str = "") -> Callable[[View], View]:
    """Return a decorator that puts a view at /<language>/<word of the section>/<rest>; the view is given `language`."""

    def register(view: View) -> View:
        for language in LANGUAGES:
            blueprint.add_url_rule(address(section, language) + rest, view.__name__, view, defaults={"language": language})
        return view

    return register
