"""What an environment says that is of another one is found in each kind of its files, and what all share is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.app.judge.gate import systems
from generator.gate import example
from generator.gate.rules.stack.environment_names import RULE
from generator.gate.system import System
from tests.golden.case import CASES

_DEVICES = """
 environments:
   dev:
     buildspec.yml:
       version: 0.2
       phases: {build: {commands: [make deploy > /dev/null]}}
   prod:
     buildspec.yml:
       version: 0.2
       phases: {build: {commands: [make deploy > /dev/null, make /prod/null, cat "null"]}}
"""


def _environments() -> dict[str, System]:
    return {system.environment: system for system in systems(CASES["maximal"].build())}


def _reworded(value: Any, old: str, new: str) -> Any:
    if isinstance(value, str):
        return value.replace(old, new)
    if isinstance(value, Mapping):
        return {key: _reworded(item, old, new) for key, item in value.items()}
    return [_reworded(item, old, new) for item in value] if isinstance(value, list) else value


def _found(system: System) -> list[str]:
    return [problem.message for problem in RULE.problems(system)]


def test_environments_as_they_are_made_are_told_apart() -> None:
    assert len(_environments()) > 1
    assert [_found(system) for system in _environments().values() if _found(system)] == []


def test_a_file_with_another_one_s_names_is_found() -> None:
    dev, prod = (_environments()[name] for name in ("dev", "prod"))
    files = tuple(
        file._replace(data=_reworded(file.data, "prod", "dev"))
        if file.path.endswith("prod/main/buildspec.yml")
        else file
        for file in prod.files
    )
    assert files != prod.files
    assert any("is of dev" in message for message in _found(replace(prod, files=files)))
    assert _found(dev) == []


def test_a_template_with_another_one_s_names_is_found() -> None:
    prod = _environments()["prod"]
    templates = tuple(
        template._replace(data=_reworded(template.data, "shop-prod", "shop-dev"))
        if template.path.endswith("prod/main/monitoring.yaml")
        else template
        for template in prod.templates
    )
    assert templates != prod.templates
    assert any("'shop-dev" in message for message in _found(replace(prod, templates=templates)))


def test_what_a_template_names_after_another_environment_is_found() -> None:
    prod = _environments()["prod"]
    for old in ("shop-prod-vpc", "shop-prod-cpu", "shop-prod-nat-1"):
        templates = tuple(
            template._replace(data=_reworded(template.data, old, old.replace("prod", "dev")))
            for template in prod.templates
        )
        assert any(old.replace("prod", "dev") in message for message in _found(replace(prod, templates=templates))), old


def test_a_job_with_another_environment_s_tags_is_found() -> None:
    prod = _environments()["prod"]
    for old, new in (("Environment=prod", "Environment=dev"), ("deploy/shop/prod", "deploy/shop/dev")):
        files = tuple(file._replace(data=_reworded(file.data, old, new)) for file in prod.files)
        assert files != prod.files, old
        assert _found(replace(prod, files=files)) != [], old


def test_a_device_is_of_no_environment() -> None:
    dev, prod = example.bad(_DEVICES)
    assert _found(dev) == []
    assert _found(prod) == []
