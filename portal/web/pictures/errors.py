"""What is said when a picture is asked for that cannot be made."""

from __future__ import annotations

from flask_babel import gettext

from portal.errors import PictureError


def unknown_picture(name: str) -> PictureError:
    """Return that there is no such picture."""
    return PictureError(gettext("There is no picture called “%(name)s”. Choose one from the list of pictures.", name=name[:80]))


def unknown_parameter(name: str) -> PictureError:
    """Return that the picture does not know a parameter."""
    return PictureError(gettext("This picture does not know the choice “%(name)s”. Leave it out of the address.", name=name[:80]))


def missing_parameter(name: str) -> PictureError:
    """Return that the picture needs a parameter."""
    return PictureError(gettext("This picture needs to know “%(name)s”. Add it to the address.", name=name))


def contradiction(names: str) -> PictureError:
    """Return that two parameters cannot both be given."""
    return PictureError(gettext("Choose only one of these: %(names)s.", names=names))


def unknown_loop(name: str) -> PictureError:
    """Return that there is no such loop in this view."""
    return PictureError(
        gettext("There is no loop “%(name)s” here. It may need hypotheses: look at the view with hypotheses.", name=name[:80])
    )


def unknown_thing(name: str) -> PictureError:
    """Return that the thing is not in the picture."""
    return PictureError(gettext("“%(name)s” is not in this picture. Choose a thing that is.", name=name[:80]))


def unknown_level(name: str) -> PictureError:
    """Return that there is no such level."""
    return PictureError(gettext("“%(name)s” is not a level here. Choose macro, meso, micro or none.", name=name[:80]))


def unknown_part(name: str, parts: str) -> PictureError:
    """Return that the figure has no such part."""
    return PictureError(
        gettext("“%(name)s” is not a part of this figure. Choose one of these: %(parts)s.", name=name[:80], parts=parts)
    )


def no_chain() -> PictureError:
    """Return that there is no chain between the two in this view."""
    return PictureError(
        gettext("No chain leads from this lever to this obstacle here. Choose another pair, or the view with hypotheses.")
    )
