"""The outside judges' counts of two of our systems -> docs/comparison.md: ``make compare``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.app.build.compile import Build, compile_spec
from generator.gate.cfn_lint import lint
from generator.gate.subject import Subject
from generator.problems import Severity
from tests.golden.case import ROOT
from tests.judges import cdk_nag, checkov, exception, guard, iam
from tests.judges.finding import Finding, expect
from tests.judges.page import Column, page
from tests.judges.template import Template, of_files

PAGE = ROOT / "docs/comparison.md"
ENVIRONMENT = "prod"
SPECS = {
    "example": ROOT / "specs/my-microservice.yaml",
    "hardened": Path(__file__).with_name("hardened.yaml"),
}


@dataclass(frozen=True)
class System:
    """One environment of a spec, with the templates that environments share."""

    templates: tuple[Template, ...]
    subjects: tuple[Subject, ...]

    @property
    def resources(self) -> int:
        return sum(len(template.resources) for template in self.templates)


def system(name: str) -> System:
    build = compile_spec(SPECS[name].read_text("utf-8"), SPECS[name].name)
    expect(not build.problems, f"{SPECS[name]}: {build.problems}")
    templates = tuple(_of_environment(name, build))
    paths = {template.path for template in templates}
    return System(templates, tuple(subject for subject in build.subjects if subject.path in paths))


def _of_environment(name: str, build: Build) -> Iterable[Template]:
    files = {artifact.path: artifact.text for artifact in build.artifacts}
    for template in of_files(name, files, build.projects):
        if template.project is None or template.project.environment.name == ENVIRONMENT:
            yield template


def main() -> int:
    systems = {name: system(name) for name in SPECS}
    PAGE.write_text(page({name: _column(each) for name, each in systems.items()}, exception.load()), encoding="utf-8")
    return 0


def _column(subject: System) -> Column:
    linted = [problem.severity for problem in lint(subject.subjects)]
    findings = [*checkov.judge(subject.templates), *guard.judge(subject.templates)]
    verdict = exception.verdict(findings, subject.templates, exception.load())
    counts = iam.count(subject.templates)
    return Column(
        resources=subject.resources,
        cells=(
            f"{linted.count(Severity.ERROR)}/{linted.count(Severity.WARNING)}",
            _of("checkov", verdict.open, findings),
            _of("guard", verdict.open, findings),
            _nagged(subject.templates),
            str(counts.scopable_on_all),
            str(counts.pass_role_on_all),
            str(counts.unknown_actions),
            f"{counts.open_trusts} of {counts.trusts}",
        ),
        exemptions=tuple(exemption for exemption, found in verdict.kept.items() if found),
    )


def _nagged(templates: Iterable[Template]) -> str:
    """Apart, what it finds in the deploying role: the other apps bring none."""
    found = cdk_nag.findings(tuple(templates))
    deployer = sum("-shared-deployer/" in each for each in found)
    return f"{len(found) - deployer} + {deployer}"


def _of(tool: str, unexplained: Iterable[Finding], findings: Sequence[Finding]) -> str:
    return f"{_count(tool, unexplained)} of {_count(tool, findings)}"


def _count(tool: str, findings: Iterable[Finding]) -> int:
    return sum(finding.tool == tool for finding in findings)


if __name__ == "__main__":
    sys.exit(main())
