"""A rule's example -> the system that breaks the rule, and its good twin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from generator.gate.subject import SideFile, Subject
from generator.gate.system import System
from generator.problems import Location

_TEMPLATE = frozenset({"AWSTemplateFormatVersion", "Description", "Parameters", "Resources", "Outputs"})


def bad(example: str) -> System:
    """Without the lines that mend it."""
    return _system(_side(example, "-"))


def good(example: str) -> System:
    """Without the lines that break it."""
    return _system(_side(example, "+"))


def _side(example: str, sign: str) -> str:
    lines = example.strip("\n").splitlines()
    return "\n".join(line[1:] for line in lines if line[:1] in (sign, " ", ""))


def _system(text: str) -> System:
    """Keys that are no section of a template are files; ``templates`` holds several templates by stack."""
    document: Mapping[str, Any] = yaml.safe_load(text)
    templates: dict[str, Any] = dict(document.get("templates", {}))
    own = {key: value for key, value in document.items() if key in _TEMPLATE}
    if own:
        templates["stack"] = own
    subjects = (
        Subject(f"{stack}.yaml", stack, yaml.safe_dump(data), data, ("us-west-2",), {}, Location("example"))
        for stack, data in templates.items()
    )
    files = (
        SideFile(name, data, data if isinstance(data, str) else yaml.safe_dump(data), Location("example"))
        for name, data in document.items()
        if name not in _TEMPLATE and name not in ("templates", "whole")
    )
    return System(tuple(subjects), tuple(files), is_whole=bool(document.get("whole")))
