"""``python -m tests.judges.cloudformation_diff``: what diff says beside CDK's cloudformation-diff, pair by pair.

The pairs are each change of the READMEs' table and the same change back, then ``GENERATED`` pairs of specs that differ
in one to three of these changes, drawn from a seed; all of them template by template. Whatever it replaces, creates or
removes is ours too; every other difference is one of those below, each with its reason. ``PAIRS_SEED`` draws others.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import yaml

from generator.app.build.compile import compile_spec
from generator.difference.change import Fate
from generator.difference.comparison import compare
from generator.difference.side import Side
from generator.difference.spread import spread
from tests.docs.change_table import BASE, BASES, CHANGES, sides
from tests.judges.finding import JudgeError, expect
from tests.judges.tool import TOOLS
from tests.unit.difference.sides import SCHEMAS, built_side

_SCRIPT = Path(__file__).with_suffix(".cjs")
_NOTHING = "NOTHING"
GENERATED = 300
_SEED = "canaryform"
_SAME = {
    "WILL_CREATE": {Fate.CREATED.name},
    "WILL_DESTROY": {Fate.REMOVED.name},
    "WILL_ORPHAN": {Fate.REMOVED.name},
    "WILL_REPLACE": {Fate.REPLACED.name},
    "MAY_REPLACE": {Fate.REPLACED.name, Fate.MAYBE_REPLACED.name},
    "WILL_UPDATE": {Fate.UPDATED.name},
}
REVIEWED = {
    (_NOTHING, "UPDATED"): "it refers to what another stack exports, or by Fn::Sub to what is replaced",
    (_NOTHING, "REPLACED"): "the same, and the property that refers to it replaces the resource",
    ("WILL_UPDATE", "REPLACED"): "the same, in a resource of which another property is updated besides",
}
"""What it says, what we say -> why both are right about what they look at."""


class Pair(NamedTuple):
    """One template of one change."""

    name: str
    stack: str
    before: Side
    after: Side


def pairs() -> Iterator[Pair]:
    """Every template that both sides of a change have, there and back."""
    for key in CHANGES:
        one, other = sides(key)
        for direction, before, after in (("there", one, other), ("back", other, one)):
            for stack in before.stacks:
                if stack in after.stacks:
                    yield Pair(f"{key} {direction} {stack}", stack, before, after)


def generated(seed: str, number: int) -> Iterator[Pair]:
    """The templates that differ of ``number`` pairs of specs, always the same ones for a seed."""
    found = tries = 0
    while found < number:
        tries += 1
        random = Random(f"{seed} {tries}")
        spec = merged(BASE, *random.choice([{}, *BASES.values()]).items())
        names = random.sample([*CHANGES], random.randint(1, 6))
        split = random.randint(max(0, len(names) - 3), len(names) - 1)
        before = merged(spec, *(item for name in names[:split] for item in CHANGES[name].items()))
        after = merged(before, *(item for name in names[split:] for item in CHANGES[name].items()))
        builds = [compile_spec(yaml.safe_dump(each), "specs/shop.yaml") for each in (before, after)]
        if any(build.problems for build in builds):
            continue  # What suits no such spec, such as a NAT gateway in somebody else's VPC.
        found += 1
        one, other = (built_side(build) for build in builds)
        for stack in one.stacks:
            if stack in other.stacks and _data(one, stack) != _data(other, stack):
                yield Pair(f"{seed} {tries} {', '.join(names[split:])} {stack}", stack, one, other)


def merged(spec: Mapping[str, Any], *sections: tuple[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A spec with keys of sections put in the place of its own."""
    result = dict(spec)
    for key, section in sections:
        result[key] = {**result.get(key, {}), **section}
    return result


def theirs(all_pairs: list[Pair]) -> Mapping[str, Mapping[str, str]]:
    """Pair -> logical id -> what cloudformation-diff says."""
    node = shutil.which("node") or "node"
    data = [
        {"name": pair.name, "before": _data(pair.before, pair.stack), "after": _data(pair.after, pair.stack)}
        for pair in all_pairs
    ]
    with TemporaryDirectory() as temporary:
        file = Path(temporary, "pairs.json")
        file.write_text(json.dumps(data), encoding="utf-8")
        environment = {**os.environ, "NODE_PATH": str(TOOLS / "cloudformation-diff/node_modules")}
        result = subprocess.run(
            [node, str(_SCRIPT), str(file)], env=environment, capture_output=True, text=True, check=False
        )
    if result.returncode:
        raise JudgeError(f"cloudformation-diff ended with {result.returncode}: {result.stderr[-2000:]}")
    found: Mapping[str, Mapping[str, str]] = json.loads(result.stdout)
    expect(len(found) == len(all_pairs), f"cloudformation-diff saw {len(found)} pairs of {len(all_pairs)}")
    return found


def _data(side: Side, stack: str) -> Any:
    return side.stacks[stack].subject.data


def ours(pair: Pair) -> dict[str, str]:
    """Logical id -> what we say, for the same template."""
    found = compare(pair.before, pair.after, SCHEMAS)
    spread(found)
    return {key[1]: change.fate.name for key, change in found.resources.items() if key[0] == pair.stack}


def differences(all_pairs: list[Pair]) -> Counter[tuple[str, str]]:
    """How often which two words stand beside each other, where they do not mean the same."""
    said = theirs(all_pairs)
    counts: Counter[tuple[str, str]] = Counter()
    for pair in all_pairs:
        one, other = said[pair.name], ours(pair)
        for logical_id in sorted({*one, *other}):
            words = (one.get(logical_id, _NOTHING), other.get(logical_id, _NOTHING))
            counts["agreed", ""] += words[1] in _SAME.get(words[0], ())
            if words[1] not in _SAME.get(words[0], ()):
                counts[words] += 1
                if words not in REVIEWED:
                    sys.stdout.write(f"{pair.name}: {logical_id}: {words[0]} beside {words[1]}\n")
    return counts


def main() -> int:
    """Print the counts; 1 where a difference was reviewed by nobody, or there is none left of a kind that was."""
    seed = os.environ.get("PAIRS_SEED", _SEED)
    all_pairs = [*pairs(), *generated(seed, GENERATED)]
    counts = differences(all_pairs)
    alike = counts.pop(("agreed", ""))
    lines = [f"{len(all_pairs)} templates, {GENERATED} pairs of specs by the seed {seed}: {alike} resources alike"]
    lines += [
        f"{counts[words]:5} {words[0]} beside {words[1]}: {REVIEWED.get(words, 'NOT REVIEWED')}"
        for words in sorted({*counts, *REVIEWED})
    ]
    sys.stdout.write("\n".join([*lines, ""]))
    seen = {words for words in counts if counts[words]}
    # Another seed need not draw each kind.
    return int(seen != REVIEWED.keys() if seed == _SEED else not seen <= REVIEWED.keys())


if __name__ == "__main__":
    sys.exit(main())
