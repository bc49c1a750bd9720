"""A package on its way to the process that makes a file of it."""

from __future__ import annotations

import pytest

from portal.learning.making import MAKERS
from portal.learning.package import Package, PackageError, from_json, to_json


def test_a_package_comes_back_from_json(package: Package) -> None:
    """The same package gives the same bytes."""
    assert from_json(to_json(package)) == package
    assert to_json(from_json(to_json(package))) == to_json(package)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"title": 1}'])
def test_what_is_no_package_is_refused(data: bytes) -> None:
    """With a sentence."""
    with pytest.raises(PackageError, match="This is no package"):
        from_json(data)


def test_every_form_has_a_writer() -> None:
    """Four forms are made apart."""
    assert sorted(MAKERS) == ["imscc", "pdf", "pptx", "zip"]
