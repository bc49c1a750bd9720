"""Where the data folders are: inside the installed package, or in the checkout."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def data_root() -> Path:
    """Return the folder that holds Kierre's own ontology/ and content/."""
    packaged = _HERE / "_data"
    return packaged if packaged.is_dir() else _HERE.parent


def state_root() -> Path:
    """Return the folder for derived files when no setting names one: beside the checkout, else the user's cache."""
    checkout = _HERE.parent
    return checkout / ".kierre" if (checkout / "pyproject.toml").is_file() else Path.home() / ".cache" / "kierre"


def letters() -> Path:
    """Return the folder with the font files that our drawings and papers are set in."""
    return _HERE / "web" / "static" / "vendor" / "kierre-sans"


def not_reloaded(state: Path) -> Path:
    """Return the file that says why changed data was not read anew; it is there as long as that is so."""
    return state / "not-reloaded"
