"""Runs the outside judges over every golden case: ``make gate``. Arguments name those to run instead of all."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from tests.golden.case import CASES
from tests.judges import checkov, exception, github, guard, hadolint
from tests.judges.finding import Finding, JudgeError
from tests.judges.template import Template, templates


def main(names: Sequence[str]) -> int:
    subjects = [template for case in CASES.values() for template in templates(case)]
    texts = github.files()
    judges: Mapping[str, tuple[str, Callable[[], Iterable[Finding]]]] = {
        "guard": (f"{len(subjects)} templates, {guard.RULES} rules", lambda: guard.judge(subjects)),
        "checkov": (f"{_resources(subjects)} resources", lambda: checkov.judge(subjects)),
        "hadolint": (f"{len(hadolint.DOCKERFILES)} Dockerfiles", hadolint.judge),
        "github": (f"{len(texts)} files for GitHub", lambda: github.judge(texts)),
    }
    findings: list[Finding] = []
    try:
        for name in names or judges:
            seen, judge = judges[name]
            started = time.monotonic()
            found = list(judge())
            _say(f"{name}: {seen}, {len(found)} findings, {time.monotonic() - started:.1f} s")
            findings += found
    except JudgeError as failure:
        _say(f"{name}: {failure}")
        return 2
    # A judge that did not run leaves its exceptions without findings.
    exemptions = [each for each in exception.load() if not names or each.tool in names]
    return _report(exception.verdict(findings, subjects, exemptions))


def _report(verdict: exception.Verdict) -> int:
    for finding in verdict.open:
        _say(str(finding))
    for exemption in verdict.stale:
        _say(f"tests/judges/exceptions.yaml: {exemption}: matches nothing any more")
    kept = sum(len(found) for found in verdict.kept.values())
    used = len(verdict.kept) - len(verdict.stale)
    _say(f"{len(verdict.open)} findings, {kept} more by {used} exceptions, {len(verdict.stale)} exceptions stale")
    return 1 if verdict.open or verdict.stale else 0


def _resources(subjects: Iterable[Template]) -> int:
    return sum(len(template.resources) for template in subjects)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
