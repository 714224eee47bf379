"""Public templates in a folder, each judged alone -> what each of our rules says of them, counted: ``make foreign``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.app.handwritten.judgement import judge
from generator.app.handwritten.run import read
from generator.problems import Problem, Severity

LIST = Path(__file__).with_name("foreign.txt")
_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.ADVICE)


class Address(NamedTuple):
    """Where a public template is: ``https://github.com/REPOSITORY/blob/COMMIT/PATH``."""

    repository: str
    commit: str
    path: str


class Count(NamedTuple):
    """What was said of all templates that are there."""

    judged: int
    absent: int
    findings: Counter[tuple[str, Severity]]
    """How often each rule spoke, by its id and how grave it was."""
    errors: tuple[str, ...]
    """The errors, each with its place."""


def addresses(text: str) -> Iterator[Address]:
    """One for each line of three words, but for comments."""
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield Address(*line.split(" ", 2))


def count(folder: Path, listed: Iterable[Address]) -> Count:
    """What canaryform's own rules find, without cfn-lint, in those of the templates that are in the folder.

    A repository is there as ``owner/name`` or ``owner+name``.
    """
    findings: Counter[tuple[str, Severity]] = Counter()
    judged = absent = 0
    errors: list[str] = []
    for address in listed:
        path = found_in(folder, address)
        if path is None:
            absent += 1
            continue
        judged += 1
        for problem in _problems(path):
            findings[problem.code, problem.severity] += 1
            if problem.severity is Severity.ERROR:
                place = f"{address.repository}/{address.path}:{problem.location.line}"
                errors.append(f"{place}: {problem.message} [{problem.code}]")
    return Count(judged, absent, findings, tuple(errors))


def found_in(folder: Path, address: Address) -> Path | None:
    """The file, where its repository is in the folder."""
    for name in (address.repository, address.repository.replace("/", "+")):
        path = folder / name / address.path
        if path.is_file():
            return path
    return None


def _problems(path: Path) -> Sequence[Problem]:
    return judge(read([str(path)]), lambda _: ()).problems


def table(counted: Count) -> str:
    """A line for each rule that spoke, and one for all."""
    rules = sorted({rule for rule, _ in counted.findings})
    width = max(map(len, (*rules, "rule")))
    lines = [f"{'rule':<{width}}" + "".join(f"  {severity.name.lower():>7}" for severity in _SEVERITIES)]
    totals = Counter({("all", each): sum(counted.findings[rule, each] for rule in rules) for each in _SEVERITIES})
    for rule, findings in (*((rule, counted.findings) for rule in rules), ("all", totals)):
        lines += [f"{rule:<{width}}" + "".join(f"  {findings[rule, each]:>7}" for each in _SEVERITIES)]
    return "\n".join((*counted.errors, *lines, f"{counted.judged} templates judged, {counted.absent} absent"))


def main(arguments: Sequence[str]) -> int:
    if not arguments or not Path(arguments[0]).is_dir():
        sys.stderr.write(f"make foreign FOLDER=...: name the folder with the repositories of {LIST.name}\n")
        return 2
    sys.stdout.write(table(count(Path(arguments[0]), addresses(LIST.read_text("utf-8")))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
