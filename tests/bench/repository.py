"""A number -> a repository with so many specs, each of another project with other values."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "specs" / "my-microservice.yaml"
_SPEC = """\
project: service-{number:04}
region: us-west-2
repository: acme/service-{number:04}
tags: {{team: team-{team}}}
service:
  port: {port}
  cpu: 256
  memory: {memory}
  count: {count}
release: {{strategy: canary, percent: {percent}, minutes: 5}}
environments:
  prod:
    trigger: {{tag: "v*"}}
"""
TEMPLATES = 10
"""Of each spec."""


def spec(number: int) -> str:
    """One environment, which is ten templates; no two have an equal template."""
    return _SPEC.format(
        number=number,
        team=number % 12,
        port=3000 + number,
        memory=(512, 1024, 2048)[number % 3],
        count=1 + number % 4,
        percent=5 + number % 20,
    )


def repository(folder: Path, count: int) -> Path:
    """Make it, with the service that the specs build."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in {
        "service/Dockerfile": "FROM scratch\n",
        "service/package.json": json.dumps({"version": "1.0.0", "scripts": {"test": "true"}}),
        "service/package-lock.json": "{}",
        **{f"specs/service-{number:04}.yaml": spec(number) for number in range(count)},
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def one_spec(folder: Path, services: int) -> Path:
    """A repository with one spec of so many services, each in a folder of its own."""
    repository(folder, 0)
    text = spec(0)
    for number in range(1, services):
        shutil.copytree(folder / "service", folder / f"service-{number}")
        text += "services:\n" if number == 1 else ""
        route = f'{{path: ["/{number}/*"], priority: {100 * number}}}'
        text += f"  part-{number}: {{context: service-{number}, port: {4000 + number}, route: {route}}}\n"
    (folder / "specs").mkdir()
    (folder / "specs" / "service-0000.yaml").write_text(text)
    return folder


def example(folder: Path) -> Path:
    """A repository with this one's example spec alone."""
    repository(folder, 0)
    (folder / "specs").mkdir()
    shutil.copy(EXAMPLE, folder / "specs")
    return folder
