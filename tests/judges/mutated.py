"""Public templates, a property of each changed -> whether the verdict is the schema's: ``make mutated``.

The verdict is worked out here anew: from the schemas' files, by their pointers, without a line of the package.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import cfnlint

from generator.app.cache.result_cache import ResultCache
from generator.app.diff.written import Parsed, written
from generator.difference.change import Fate
from generator.difference.comparison import compare
from generator.difference.impact import impact
from generator.difference.schema import Schemas
from generator.difference.side import Side
from generator.errors import CanaryformError
from tests.judges.foreign import LIST, addresses, found_in

_FOLDER = Path(cfnlint.__file__).parent / "data" / "schemas"
_REGION = "us-east-1"
_SEED = "canaryform"


class Mutation(NamedTuple):
    """One literal of a resource's properties that is something else."""

    logical_id: str
    path: tuple[str | int, ...]
    """Below ``Properties``."""
    data: dict[str, Any]
    """The template with it."""
    fate: Fate
    """What the type's schema says becomes of the resource."""


def main() -> None:
    """Print each template of which the verdict is another; ends with 1 where there is one, or fewer than a hundred."""
    [folder] = map(Path, sys.argv[1:])
    judged, wrong = 0, 0
    for address in addresses(LIST.read_text("utf-8")):
        path = found_in(folder, address)
        said = judge(path.read_text("utf-8"), f"{_SEED} {address}") if path else None
        if said is None:
            continue
        judged += 1
        if said:
            wrong += 1
            sys.stdout.write(f"{address.repository} {address.path}: {said}\n")
    sys.stdout.write(f"{judged} templates, {wrong} wrong\n")
    sys.exit(bool(wrong) or judged < 100)


def judge(text: str, seed: str) -> str | None:
    """What is wrong, or nothing; None where no property of the template can be changed."""
    try:
        before = _side(text)
    except CanaryformError:
        return None
    [stack] = before.stacks.values() if len(before.stacks) == 1 else [None]
    mutation = stack and mutate(dict(stack.subject.data), Random(seed))
    if not mutation:
        return None
    after = _side(json.dumps(mutation.data))
    schemas = Schemas(_REGION)
    if impact(before, before, schemas).effects:
        return "it is not equal to itself"
    change = compare(before, after, schemas).resources.get(("it", mutation.logical_id))
    fate = change.fate if change else None
    impact(before, after, schemas)
    if fate is not mutation.fate:
        return f"{mutation.logical_id} {mutation.path} is {fate}, and by its schema {mutation.fate}"
    return ""


def _side(text: str) -> Side:
    return written("it", {"it.yaml": text}, Parsed(ResultCache(None)), region=_REGION)


def mutate(data: dict[str, Any], random: Random) -> Mutation | None:
    """Of one property, drawn of all literals of all resources whose types have schemas."""
    literals = [
        (str(logical_id), path, schema)
        for logical_id, body in data.get("Resources", {}).items()
        if isinstance(body, dict) and isinstance(body.get("Properties"), dict)
        for schema in [_schema(body.get("Type"))]
        if schema
        for path in _literals(body["Properties"])
    ]
    if not literals:
        return None
    logical_id, path, schema = random.choice(literals)
    changed = deepcopy(data)
    place = changed["Resources"][logical_id]["Properties"]
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = _other(place[path[-1]])
    return Mutation(logical_id, path, changed, _fate(schema, path))


def _literals(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of all that is written out, and no argument of a function."""
    if isinstance(value, dict):
        for key, item in value.items():
            if not (key in ("Ref", "Condition") and len(value) == 1) and not str(key).startswith("Fn::"):
                yield from _literals(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _literals(item, (*path, index))
    elif isinstance(value, str | int | float) and path:
        yield path


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int | float) else f"{value}1"


def _schema(resource_type: Any) -> Mapping[str, Any] | None:
    names = json.loads((_FOLDER / "providers" / f"{_REGION}.json").read_text("utf-8"))
    name = names.get(resource_type)
    found = json.loads((_FOLDER / "resources" / f"{name}.json").read_text("utf-8")) if name else None
    return found if isinstance(found, dict) else None


def _fate(schema: Mapping[str, Any], path: Sequence[str | int]) -> Fate:
    """By https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html."""
    steps = "/".join(["/properties", *("*" if isinstance(step, int) else step for step in path)])
    above = {steps[:end] for end, letter in enumerate(f"{steps}/") if letter == "/"}
    # A list may be left out of a pointer, or its items named by a star.
    above |= {each.replace("/*", "") for each in above}
    if above & set(schema.get("createOnlyProperties", ())):
        return Fate.REPLACED
    return Fate.MAYBE_REPLACED if above & set(schema.get("conditionalCreateOnlyProperties", ())) else Fate.UPDATED


if __name__ == "__main__":
    main()
