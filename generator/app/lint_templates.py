"""CloudFormation templates that people wrote -> what cfn-lint and our rules find in them, at their own lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.app.written import Written, load
from generator.cfn.size import BUCKET_BYTES
from generator.errors import SpecError
from generator.gate.catalog import FOR_TEMPLATES, problems
from generator.gate.subject import Subject
from generator.gate.system import System
from generator.problems import Location, Problem, in_order

DEFAULT_REGION = "us-east-1"
_OWNERS_CHOICE = frozenset({"open-test-listener"})
"""Rules that a spec's own systems keep by default, and that AWS lets everybody decide otherwise."""


@dataclass(frozen=True)
class Judgement:
    """What is wrong, and the texts that it is about, for showing the lines."""

    problems: tuple[Problem, ...]
    sources: dict[str, str]
    files: int


def lint_templates(paths: Sequence[str], region: str = DEFAULT_REGION, *, is_whole: bool = False) -> Judgement:
    """All of them together. ``is_whole`` says that there are no other templates to look for names in.

    Raises OutsideError where a file cannot be read.
    """
    from generator.gate.cfn_lint import lint

    found: list[Problem] = []
    subjects: list[Subject] = []
    sources: dict[str, str] = {}
    for path in dict.fromkeys(paths):
        try:
            written = load(path)
        except SpecError as error:
            found += error.problems
            continue
        sources[path] = written.text
        if not isinstance(written.data, Mapping) or not isinstance(written.data.get("Resources"), Mapping):
            message = "is no CloudFormation template: it has no Resources"
            found.append(Problem(Location(path), message, "no-template"))
            continue
        subjects.append(_subject(written, region))
    system = System(tuple(subjects), is_whole=is_whole, waived=_OWNERS_CHOICE)
    found += [*problems(system, FOR_TEMPLATES), *lint(subjects)]
    return Judgement(in_order(found), sources, len(sources))


def _subject(written: Written, region: str) -> Subject:
    return Subject(
        path=written.path,
        stack=written.path.replace("|", "_").replace("}", "_"),
        text=written.text,
        data=written.data,
        regions=(region,),
        origins={},
        origin=Location(written.path, 1, 1),
        lines=written.lines,
        limit=BUCKET_BYTES,
    )
