"""exceptions.yaml -> which findings are kept, and which exceptions match none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.model.project import Project
from tests.judges.finding import Finding
from tests.judges.template import Template

FILE = Path(__file__).with_name("exceptions.yaml")
_WORLD = "0.0.0.0/0"


CONDITIONS: Mapping[str, Callable[[Project, Mapping[str, Any]], bool]] = {
    "access-logs": lambda project, _: project.load_balancer.access_logs,
    "existing-load-balancer": lambda project, _: project.load_balancer.existing is not None,
    "no-access-logs": lambda project, _: not project.load_balancer.access_logs,
    "no-deletion-protection": lambda project, _: not project.load_balancer.deletion_protection,
    "open": lambda project, _: _WORLD in project.load_balancer.allow,
    "plain-http": lambda project, _: project.load_balancer.certificate is None,
    "public-tasks": lambda project, _: not project.network.has_private_tasks,
    "short-logs": lambda project, properties: (
        properties["RetentionInDays"] < 365
        and properties["RetentionInDays"] in {service.container.log_retention for service in project.services}
    ),
}


@dataclass(frozen=True)
class Exemption:
    tool: str
    rule: str
    resource: str
    reason: str
    when: str = ""

    def matches(self, finding: Finding, template: Template | None) -> bool:
        if (self.tool, self.rule) != (finding.tool, finding.rule) or not finding.logical_id:
            return False
        if self.resource not in (finding.logical_id, finding.type):
            return False
        if not self.when:
            return True
        if template is None or template.project is None:
            return False
        return CONDITIONS[self.when](template.project, template.resources[finding.logical_id]["Properties"])

    def __str__(self) -> str:
        return " ".join(filter(None, (self.tool, self.rule, self.resource, self.when)))


@dataclass(frozen=True)
class Verdict:
    open: tuple[Finding, ...]
    kept: Mapping[Exemption, tuple[Finding, ...]]
    """The findings of each exception; one without any is stale."""

    @property
    def stale(self) -> tuple[Exemption, ...]:
        return tuple(exemption for exemption, findings in self.kept.items() if not findings)


def load() -> tuple[Exemption, ...]:
    return tuple(Exemption(**each) for each in yaml.safe_load(FILE.read_text("utf-8")))


def verdict(findings: Iterable[Finding], templates: Iterable[Template], exemptions: Iterable[Exemption]) -> Verdict:
    by_name = {template.name: template for template in templates}
    kept: dict[Exemption, list[Finding]] = {exemption: [] for exemption in exemptions}
    remaining = []
    for finding in sorted(findings):
        template = by_name.get(f"{finding.case}/{finding.path}")
        matching = [exemption for exemption in kept if exemption.matches(finding, template)]
        for exemption in matching:
            kept[exemption].append(finding)
        if not matching:
            remaining.append(finding)
    return Verdict(tuple(remaining), {exemption: tuple(found) for exemption, found in kept.items()})
