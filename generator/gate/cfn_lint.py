"""Templates -> what cfn-lint says of them, with the provider schemas of the installed wheel.

Left to itself cfn-lint takes newer schemas from a cache in the home folder, and its configuration from the
home and the working folder; then two machines would judge the same template differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import cfnlint
from cfnlint.config import ConfigMixIn, ManualArgs
from cfnlint.decode import decode_str
from cfnlint.runner import Runner
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

from generator.gate.subject import Subject
from generator.problems import Location, Problem, Severity

_SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING}
"""Its warnings count, since an IAM action that does not exist is one (W3037)."""


def lint(subjects: Iterable[Subject]) -> Iterator[Problem]:
    """What is wrong with each template, in each of the regions that it is for."""
    for subject in subjects:
        template, unreadable = decode_str(subject.text)
        runner = _runner(subject.regions)
        for match in unreadable or runner.validate_template(template):
            severity = _SEVERITIES.get(match.rule.severity)
            if severity:
                problem = subject.problem(_logical_id(match), match.message, match.rule.id, severity=severity)
                yield replace(problem, location=_location(subject, match)) if subject.is_written else problem


@cache
def _runner(regions: tuple[str, ...]) -> Runner:
    """A runner with all rules loaded; loading them costs as much as judging a template."""
    _pin_schemas()
    with as_file(files("generator.gate") / "cfnlintrc.yaml") as configuration:
        return Runner(ConfigMixIn(**ManualArgs(regions=list(regions), config_file=str(configuration))))


@cache
def _pin_schemas() -> None:
    """Starts the schema manager anew, with the wheel's own folders named."""
    schemas = Path(cfnlint.__file__).parent / "data" / "schemas"
    PROVIDER_SCHEMA_MANAGER.__init__(schemas / "providers", schemas / "resources")


def _logical_id(match: Any) -> str:
    path = list(getattr(match, "path", None) or [])
    return str(path[1]) if len(path) > 1 and path[0] == "Resources" else ""


def _location(subject: Subject, match: Any) -> Location:
    return Location(subject.origin.file, max(match.linenumber, 1), max(match.columnnumber, 1))
