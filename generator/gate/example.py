"""A rule's example -> the system that breaks the rule, and its good twin.

Sections of a template make the template ``stack``; ``templates`` holds several by stack. Every other key is a file by
its name. ``environments`` holds the same again for each environment; ``whole: true`` says that there is nothing else,
``region`` where all of it is deployed, ``repository`` which files the repository has, ``branches`` which branches.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import yaml

from generator.gate.subject import SideFile, Subject
from generator.gate.system import System
from generator.problems import Location

try:
    from yaml import CSafeLoader as _Safe
except ImportError:  # PyYAML can be built without libyaml; its own parser reads the same, some ten times slower
    from yaml import SafeLoader as _Safe  # type: ignore[assignment]

_TEMPLATE = frozenset({"AWSTemplateFormatVersion", "Description", "Parameters", "Resources", "Outputs"})
_SETTINGS = frozenset({"templates", "whole", "region", "repository", "branches"})


def bad(example: str) -> tuple[System, ...]:
    """Without the lines that mend it."""
    return _systems(_side(example, "-"))


def good(example: str) -> tuple[System, ...]:
    """Without the lines that break it."""
    return _systems(_side(example, "+"))


def _side(example: str, sign: str) -> str:
    lines = example.strip("\n").splitlines()
    return "\n".join(line[1:] for line in lines if line[:1] in (sign, " ", ""))


def _systems(text: str) -> tuple[System, ...]:
    """One system; one for each of ``environments``, with what stands beside them in each."""
    document: dict[str, Any] = yaml.load(text, Loader=_Loader)
    environments: Mapping[str, Any] = document.pop("environments", {"": {}})
    together: dict[str, System] = {}
    for name, own in environments.items():
        together[name] = _system(name, document, own, together)
    return tuple(together.values())


def _system(name: str, shared: Mapping[str, Any], own: Mapping[str, Any], together: dict[str, System]) -> System:
    subjects: list[Subject] = []
    files: list[SideFile] = []
    for folder, document in (("", shared), (f"{name}/", own)):
        templates = dict(document.get("templates", {}))
        template = {key: value for key, value in document.items() if key in _TEMPLATE}
        subjects += [
            _subject(folder, *each) for each in (templates | ({"stack": template} if template else {})).items()
        ]
        files += [_file(folder, *each) for each in document.items() if each[0] not in _TEMPLATE | _SETTINGS]
    return System(
        tuple(subjects),
        tuple(files),
        is_whole=bool(shared.get("whole")),
        environment=name,
        region=str(shared.get("region", "")),
        environments=together,
        has=_repository(shared["repository"]) if "repository" in shared else lambda _: None,
        branches=frozenset(shared.get("branches", ())),
    )


def _repository(files: Sequence[str]) -> Callable[[str], bool]:
    paths = {PurePosixPath(file) for file in files}
    every = paths | {folder for path in paths for folder in path.parents}
    return lambda path: PurePosixPath(path.strip("/") or ".") in every


def _subject(folder: str, stack: str, data: Any) -> Subject:
    text = yaml.safe_dump(data)
    return Subject(f"{folder}{stack}.yaml", f"{folder}{stack}", text, data, ("us-west-2",), {}, Location("example"))


def _file(folder: str, name: str, data: Any) -> SideFile:
    """A text is that of the file, of YAML or JSON its data too."""
    text = data if isinstance(data, str) else yaml.safe_dump(data)
    is_plain = isinstance(data, str)
    return SideFile(f"{folder}{name}", None if is_plain else data, text, Location("example"))


class _Loader(_Safe):
    """YAML in which ``on`` is a word, as GitHub reads its workflows."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or letter not in "oO"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
