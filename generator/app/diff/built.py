"""The builds of specs -> a side."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from generator.app.build.compile import Build, compile_spec
from generator.app.build.read import read
from generator.app.diff.written import is_bookkeeping, release_file
from generator.app.handwritten.document import parse
from generator.app.run.batch import Result, batch
from generator.difference.side import Side, StackTemplate
from generator.errors import SpecError
from generator.gate.subject import SideFile, Subject


def built(name: str, files: Sequence[str]) -> Side:
    """What the specs would generate. Raises SpecError with all their problems, OutsideError for an unreadable one."""
    results = batch(files, _results)
    problems = [problem for result in results for problem in result.build.problems]
    if problems:
        raise SpecError(problems)
    stacks: dict[str, StackTemplate] = {}
    texts: dict[str, str] = {}
    for result in results:
        own = {artifact.path: artifact.text for artifact in result.build.artifacts}
        stacks |= {stack.key: stack for stack in _stacks(result.build, own)}
        texts |= own
    files_read: dict[str, SideFile] = {}
    for path, text in texts.items():
        if file := release_file(path, text):
            files_read[path] = file
    specs = {result.build.file: parse(result.build.file, result.text).data for result in results}
    ours = {subject.path for result in results for subject in result.build.subjects} | files_read.keys()
    others = {path: text for path, text in texts.items() if path not in ours and not is_bookkeeping(path)}
    return Side(name, stacks, files_read, specs, others)


def _results(files: Iterable[str]) -> Iterable[Result]:
    for file in files:
        try:
            text = read(file)
        except SpecError as error:
            yield Result("", Build(file, problems=error.problems))
        else:
            yield Result(text, compile_spec(text, file))


def _stacks(build: Build, texts: dict[str, str]) -> Iterable[StackTemplate]:
    policies = {each.stack: each.stack_policy for each in build.deployments}
    summaries = {each.name: each for each in build.stacks}
    for subject in build.subjects:
        summary = summaries[subject.stack]
        policy = texts.get(policies.get(subject.stack) or "")
        key = str(PurePath(subject.path).with_suffix(""))
        document = json.loads(policy) if policy else None
        own: Subject = subject._replace(stack=key)
        yield StackTemplate(key, summary.name, own, summary.depends_on, document, summary.by_administrator)
