"""The golden cases as they would be if ECS shifted the traffic: the same specs, with the other engine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import yaml

from generator.app.build.compile import Build, compile_spec
from tests.golden.case import Case


def build(case: Case) -> Build:
    """What such a spec gives."""
    return compile_spec(text(case), case.spec.name)


def text(case: Case) -> str:
    """A case's spec with ``engine: ecs`` everywhere, and its hooks marked as ECS's."""
    document = yaml.safe_load(case.spec.read_text(encoding="utf-8"))
    for release in _releases(document):
        release["engine"] = "ecs"
        if release.get("hooks"):
            release["hooks"] = {**release["hooks"], "for": "ecs"}
    return json.dumps(document)


def changes(case: Case) -> bool:
    """Whether any service of the case would be released otherwise."""
    return any(service.release.engine != "ecs" for project in case.build().projects for service in project.services)


def _releases(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Everywhere that a spec may say it: for all services, for one of them, in an environment; a job has none."""
    jobs = {name for name, each in document.get("services", {}).items() if each.get("kind") == "job"}
    for holder in (document, *document["environments"].values()):
        yield _release(holder)
        for name, each in holder.get("services", {}).items():
            if isinstance(each, dict) and name not in jobs:
                yield _release(each)


def _release(holder: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = holder.setdefault("release", {})
    return made
