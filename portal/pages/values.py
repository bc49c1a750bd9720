"""What an author writes as `name: value`: YAML text to values by name, with the line of each and of each mistake."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from portal.errors import BadValues

Loader = type[yaml.SafeLoader] | type[yaml.BaseLoader]


@dataclass(frozen=True)
class Given:
    """A value, and the line of its name (from 1)."""

    value: object
    line: int


def read_values(text: str, loader: Loader = yaml.SafeLoader) -> dict[str, Given]:
    """Return the values by name; raises BadValues when the text is no YAML, no such lines, or has a name twice."""
    try:
        return _read(loader(text))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadValues(line, f"is not YAML: {error.problem}.") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise BadValues(line, f"holds a character that YAML does not allow: {error.reason}.") from None
    except ValueError as error:  # a character that there is not, met before any value is read
        raise BadValues(1, f"is not YAML: {error}.") from None
    except RecursionError:
        raise BadValues(1, "is nested too deeply; write words and lists of words.") from None


def _read(loader: yaml.SafeLoader | yaml.BaseLoader) -> dict[str, Given]:
    whole = loader.get_single_node()
    if whole is None:
        return {}
    if not isinstance(whole, yaml.MappingNode):
        raise BadValues(1, "holds no lines of the form `name: value`.")
    found: dict[str, Given] = {}
    for name, node in whole.value:
        line = name.start_mark.line + 1
        if not isinstance(name, yaml.ScalarNode):
            raise BadValues(line, "has a name that is no word.")
        if name.value in found:
            raise BadValues(line, f"has {name.value!r} twice; keep one of them.")
        found[name.value] = Given(_value(loader, name.value, node, line), line)
    return found


def _value(loader: yaml.SafeLoader | yaml.BaseLoader, name: str, node: yaml.Node, line: int) -> object:
    """Return one value; raises BadValues when it is not what it says it is, such as the 32nd day of a month."""
    try:
        return loader.construct_object(node, deep=True)
    except (ValueError, TypeError, AttributeError) as error:
        raise BadValues(line, f"has {name!r} with a value that there is not: {error}.") from None
