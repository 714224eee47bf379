"""The README's table of changes is true: what waits for a release, what for stack updates, what never works."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

from generator.app.build.compile import compile_spec
from tests.docs.page import page

_BASE: dict[str, Any] = {
    "project": "my-microservice",
    "region": "us-west-2",
    "repository": "your-user-name/my-microservice",
    "service": {"port": 3000},
    "environments": {"prod": {"trigger": {"tag": "v*"}}},
}
_ARN = "arn:aws:acm:us-west-2:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef"
_CHANGES: dict[str, dict[str, Any]] = {
    "service.context": {"service": {"context": "app"}},
    "service.dockerfile": {"service": {"dockerfile": "Other"}},
    "service.environment": {"service": {"environment": {"A": "b"}}},
    "service.read_only": {"service": {"read_only": False}},
    "service.spot": {"service": {"spot": True}},
    "build.test": {"build": {"test": ["make"]}},
    "build.version_file": {"build": {"version_file": "VERSION"}},
    "service.cpu": {"service": {"cpu": 512, "memory": 1024}},
    "service.memory": {"service": {"memory": 1024}},
    "service.architecture": {"service": {"architecture": "arm64"}},
    "service.secrets": {"service": {"secrets": {"A": "/b"}}},
    "release.hooks": {"release": {"hooks": {"before_traffic": "check"}}},
    "git.tag_prefix": {"git": {"tag_prefix": "version-"}, "environments": {"prod": {"trigger": {"tag": "version-*"}}}},
    "service.count": {"service": {"count": {"min": 2, "max": 4, "cpu": 60}}},
    "service.permissions": {"service": {"permissions": [{"actions": ["s3:GetObject"], "resources": ["*"]}]}},
    "release.percent": {"release": {"percent": 20}},
    "release.alarms": {"release": {"alarms": {"errors": False}}},
    "load_balancer.certificate": {"load_balancer": {"certificate": _ARN}},
    "load_balancer.allow": {"load_balancer": {"allow": ["203.0.113.0/24"]}},
    "network.nat": {"network": {"nat": "per-zone"}},
    "notifications.email": {"notifications": {"email": ["team@example.com"]}},
    "service.port": {"service": {"port": 8080}},
    "service.exec": {"service": {"exec": True, "read_only": False}},
    "service.health_check.path": {"service": {"health_check": {"path": "/health"}}},
    "service.health_check.grace": {"service": {"health_check": {"grace": 90}}},
    "network.placement": {"network": {"placement": "private", "nat": "single"}},
    "tags": {"tags": {"team": "checkout"}},
}


def test_the_table_of_changes_says_what_each_change_reaches() -> None:
    rows = page("README.md").section("## Changing a running system").rows[2:]
    named = [set(re.findall(r"`([^`]+)`", row[0])) for row in rows]
    assert all(key.startswith("network.") for key in named[4])
    assert named[5:] == [{"project", "region"}]
    assert set().union(*named[:4]) == set(_CHANGES)
    for place, keys in enumerate(named[:4]):
        for key in keys:
            assert _reach(key) == place, key


def _reach(key: str) -> int:
    """0 build files alone, 1 those and templates, 2 templates alone, 3 what a stack policy locks."""
    base = _merged(_BASE, {"network": {"placement": "private", "nat": "single"}} if key == "network.nat" else {})
    before, after = _outcome(base), _outcome(_merged(base, _CHANGES[key]))
    changed = {path for path in before | after if before.get(path) != after.get(path)}
    if any("#" in path for path in changed):
        return 3
    templates = any(path.endswith(".yaml") and not path.endswith("/appspec.yaml") for path in changed)
    build_files = any(path.endswith(("/buildspec.yml", "/taskdef.json", "/appspec.yaml")) for path in changed)
    return 0 if not templates else 1 if build_files else 2


def _outcome(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Every file, and every locked resource as ``file#logical id``."""
    build = compile_spec(yaml.safe_dump(spec), "specs/my-microservice.yaml")
    assert not build.problems
    result: dict[str, Any] = {a.path: a.text for a in build.artifacts if not a.path.endswith("manifest.json")}
    data = {subject.path: subject.data for subject in build.subjects}
    for path, text in list(result.items()):
        if path.endswith(".stack-policy.json"):
            template = path.replace(".stack-policy.json", ".yaml")
            for name in json.loads(text)["Statement"][1]["Resource"]:
                logical_id = name.removeprefix("LogicalResourceId/")
                result[f"{template}#{logical_id}"] = data[template]["Resources"][logical_id]
    return result


def _merged(target: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(target)
    for key, value in patch.items():
        before = result.get(key)
        result[key] = _merged(before, value) if isinstance(value, dict) and isinstance(before, dict) else value
    return result
