"""A template before and after a patch -> what no patch may do, whatever the reason.

Most of it is what commands find stacks by, and what releases and other stacks take from them. The rest is what keeps
the template from being judged: a transform is run by CloudFormation, and nobody sees here what comes of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.cfn.merge_patch import Misfit, Path, did_you_mean
from generator.cfn.template import ATTRIBUTES, SECTIONS
from generator.near import nearest

_FIXED = ("AWSTemplateFormatVersion", "Description")
_NEEDED = {"Resources": ("Type",), "Outputs": ("Value",), "Parameters": ("Type", "Default")}
"""What a new entry of a section has at least: nobody is asked for a parameter when stacks are deployed."""
_TRANSFORM = "Transform"


def limits(made: Mapping[str, Any], after: Mapping[str, Any], paths: Sequence[Path]) -> list[Misfit]:
    """``made`` is the template before any patch, ``paths`` is what this one touched."""
    return list(dict.fromkeys(_limits(made, after, paths)))


def _limits(made: Mapping[str, Any], after: Mapping[str, Any], paths: Sequence[Path]) -> Iterator[Misfit]:
    for path in paths:
        section, *inside = path
        if section in _FIXED:
            yield Misfit(path, f"{section} is not to be patched: canaryform knows its stacks by it")
        elif section not in SECTIONS and section != _TRANSFORM:
            near = nearest(str(section), SECTIONS)
            hint = f"did you mean {near}?" if near else f"sections are {', '.join(SECTIONS)}"
            yield Misfit(path[:1], f"a template has no section {section}", hint)
        elif section in after and not isinstance(after[section], dict):
            yield Misfit(path, f"{section} must be a mapping of names", f"write {section}: {{NAME: …}}")
        elif section in made and section not in after:
            yield Misfit(path[:1], f"{section} is not to be taken away", "patch what is in it")
        elif inside and section != _TRANSFORM:
            yield from _entry(made, after, path)
        for step in _transforms(after, path):
            yield Misfit(path, f"{step} is run by CloudFormation, and what comes of it cannot be judged here")


def _entry(made: Mapping[str, Any], after: Mapping[str, Any], path: Path) -> Iterator[Misfit]:
    """One resource, output ... of a section."""
    section, name = str(path[0]), str(path[1])
    here = path[:2]
    was, now = made.get(section, {}).get(name), after.get(section, {}).get(name)
    if now is None:
        if was is not None:
            yield Misfit(here, f"{name} is not to be taken away: other stacks, releases and commands count on it")
        return
    needed = _NEEDED.get(section, ()) if was is None else _NEEDED.get(section, ())[:1]
    lacking = [key for key in needed if not (isinstance(now, dict) and key in now)]
    if was is None and lacking:
        message = f"there is no {name} in {section}, and a new one needs {' and '.join(needed)}"
        hint = (
            did_you_mean(name, made.get(section, {})) or f"write {name}: {{{', '.join(f'{key}: …' for key in needed)}}}"
        )
        yield Misfit(here, message, hint)
    elif needed and not isinstance(now, dict):
        yield Misfit(here, f"{name} must stay a mapping of keys", f"write {name}: {{{needed[0]}: …}} for a key of it")
    elif lacking:
        yield Misfit((*here, lacking[0]), f"{lacking[0]} is not to be taken away", "patch what is beside it")
    elif section == "Resources":
        yield from _resource(was, now, here)


def _resource(was: Mapping[str, Any] | None, now: Mapping[str, Any], here: Path) -> Iterator[Misfit]:
    for attribute in now.keys() - set(ATTRIBUTES):
        near = nearest(attribute, ATTRIBUTES)
        hint = f"did you mean {near}?" if near else f"it has {', '.join(ATTRIBUTES)}"
        yield Misfit((*here, attribute), f"a resource has no attribute {attribute}", hint)
    if not isinstance(now["Type"], str):
        yield Misfit((*here, "Type"), "Type must be a text", "such as AWS::Logs::MetricFilter")
    elif was is not None and was["Type"] != now["Type"]:
        message = f"{here[1]} stays {was['Type']}: CloudFormation makes nothing else of it"
        yield Misfit((*here, "Type"), message, "add a resource of another name")
    if not isinstance(now.get("Properties", {}), dict):
        yield Misfit((*here, "Properties"), "Properties must be a mapping of keys", "write Properties: {KEY: …}")


def _transforms(after: Any, path: Path) -> Iterator[str]:
    """The keys on the way to a value, and inside of it, that are a transform."""
    value = after
    for step in path:
        if _is_transform(step) or path == (_TRANSFORM,):
            yield str(step)
        value = _child(value, step)
    yield from _inside(value)


def _is_transform(key: object) -> bool:
    return key == "Fn::Transform" or str(key).startswith("Fn::ForEach::")


def _child(value: Any, step: str | int) -> Any:
    if isinstance(value, list) and isinstance(step, int):
        return value[step]
    return value.get(step) if isinstance(value, dict) else None


def _inside(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if _is_transform(key):
                yield str(key)
            yield from _inside(item)
    elif isinstance(value, list):
        for item in value:
            yield from _inside(item)
