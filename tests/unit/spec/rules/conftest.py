"""A few lines of a spec -> what one rule finds in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.spec import overlay, source, structure
from generator.spec.rules.protocol import EnvironmentRule, ProjectRule, Reading, SpecRule

BASE = "region: us-west-2\nrepository: acme/shop\n"

Find = Callable[..., list[tuple[str, str]]]
"""A rule, lines, and what the environment overrides -> path and message of each finding."""


def reading(lines: str, override: str = "") -> Reading:
    """The only environment of a spec with ``lines`` in it, and ``override`` in the environment."""
    trigger = "" if "trigger" in override else "trigger: {tag: 'v*'}, "
    project = "" if "project:" in lines else "project: shop\n"
    service = lines if "service:" in lines else f"service: {{}}\n{lines}"
    service = service.replace("service: {", "service: {port: 3000, ")
    text = f"{project}{BASE}environments: {{prod: {{{trigger}{override}}}}}\n{service}"
    (document,) = overlay.documents(source.read(text, "spec.yaml"))
    return Reading(structure.project(document).services[0], document.root)


@pytest.fixture
def find() -> Find:
    """What a rule finds: path and message of each finding."""

    def run(rule: ProjectRule | EnvironmentRule | SpecRule, lines: str, override: str = "") -> list[tuple[str, str]]:
        made = reading(lines, override)
        findings = rule.check([made]) if isinstance(rule, EnvironmentRule | SpecRule) else rule.check(made)
        return [(finding.location.path, finding.message) for finding in findings]

    return run
