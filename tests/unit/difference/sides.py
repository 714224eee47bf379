"""Templates as short YAML -> sides, as the command builds them, and what going from one to another does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from textwrap import dedent
from typing import Any

import yaml

from generator.app.build.compile import Build, compile_spec
from generator.difference.effect import Effect, Impact
from generator.difference.impact import impact
from generator.difference.schema import Schemas
from generator.difference.side import Side, StackTemplate
from generator.gate.subject import SideFile, Subject
from generator.problems import Location

REGION = "us-west-2"
SPEC: Mapping[str, Any] = {
    "project": "shop",
    "region": REGION,
    "repository": "acme/shop",
    "service": {"port": 3000},
    "environments": {"prod": {"trigger": {"tag": "v*"}}},
}


def side(after: Mapping[str, tuple[str, ...]] | None = None, /, **templates: str | Mapping[str, Any]) -> Side:
    """A side of stacks by name; a text is the YAML of ``Resources``, data a whole template. ``after`` is the order."""
    stacks = {name: _stack(name, each, (after or {}).get(name, ())) for name, each in templates.items()}
    return Side("it", stacks)


def _stack(name: str, template: str | Mapping[str, Any], after: tuple[str, ...]) -> StackTemplate:
    data = {"Resources": yaml.safe_load(dedent(template)) or {}} if isinstance(template, str) else template
    place = Location(f"{name}.yaml", 1, 1)
    return StackTemplate(name, name, Subject(f"{name}.yaml", name, "", data, (REGION,), {}, place), after)


def spec_side(spec: Mapping[str, Any] = SPEC, **changes: Mapping[str, Any]) -> Side:
    """What a spec generates; ``changes`` replace or extend its sections."""
    sections = {key: {**spec.get(key, {}), **value} for key, value in changes.items()}
    build = compile_spec(yaml.safe_dump({**spec, **sections}), "specs/shop.yaml")
    assert not build.problems, build.problems
    return built_side(build)


def built_side(build: Build) -> Side:
    """What a spec that compiles generates."""
    texts = {artifact.path: artifact.text for artifact in build.artifacts}
    summaries = {each.name: each for each in build.stacks}
    stacks = {}
    for subject in build.subjects:
        stem = subject.path.rpartition(".")[0]
        policy = texts.get(f"{stem}.stack-policy.json")
        summary = summaries[subject.stack]
        document = json.loads(policy) if policy else None
        own = subject._replace(stack=stem)
        stacks[stem] = StackTemplate(stem, subject.stack, own, summary.depends_on, document, summary.by_administrator)
    return Side("spec", stacks, {path: _file(path, text) for path, text in texts.items() if _is_read(path)})


def _is_read(path: str) -> bool:
    return path.endswith(("/taskdef.json", "/appspec.yaml", "/buildspec.yml"))


def _file(path: str, text: str) -> SideFile:
    return SideFile(path, yaml.safe_load(text), text, Location(path))


SCHEMAS = Schemas(REGION)
"""Read once."""


def between(before: Side, after: Side) -> Impact:
    """What going from one to the other does."""
    return impact(before, after, SCHEMAS)


def only(found: Impact) -> Effect:
    """The one effect that there is."""
    [effect] = found.effects
    return effect


def told(found: Impact) -> dict[str, str]:
    """Subject -> consequence."""
    return {effect.subject or effect.stack: str(effect.consequence) for effect in found.effects}
