"""The catalog lists every rule there is."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from generator.spec import rules
from generator.spec.rules import catalog
from generator.spec.rules.protocol import EnvironmentRule, JobRule, ProjectRule, ServiceRule, SpecRule

MODULES = {module.name for module in pkgutil.iter_modules(rules.__path__)} - {"catalog", "protocol", "written"}
RULES: list[ProjectRule | ServiceRule | JobRule | EnvironmentRule | SpecRule] = [
    *catalog.PROJECT_RULES,
    *catalog.SERVICE_RULES,
    *catalog.ANSWERING_RULES,
    *catalog.WORKER_RULES,
    *(rule for rule in catalog.JOB_RULES if rule not in catalog.SERVICE_RULES),
    *catalog.ENVIRONMENT_RULES,
    *catalog.ROUTING_RULES,
    *catalog.SPEC_RULES,
]


def test_every_module_is_in_the_catalog() -> None:
    assert sorted(rule.id.replace("-", "_") for rule in RULES) == sorted(MODULES)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_rule_is_the_catalog_s_own(module: str) -> None:
    rule = importlib.import_module(f"generator.spec.rules.{module}").RULE
    assert any(rule is listed for listed in RULES)
    assert rule.description.endswith(".")
