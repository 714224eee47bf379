"""Specs of several services, their templates, and what AWS would make of the rules and filters in them."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import yaml
from hypothesis import strategies as st

from generator.app.build.compile import Build, compile_spec
from generator.app.build.product import Format

Data = dict[str, Any]

_words = st.from_regex(r"[a-z][a-z0-9]{1,4}", fullmatch=True)
_HOSTS = ("one.example.com", "*.example.com", "two.example.org")


@st.composite
def specs(draw: st.DrawFn, fewest: int = 2) -> Data:
    """A valid spec: services by name, some with hosts, some inside another's path, with or without a main one."""
    names = draw(st.lists(_words, min_size=fewest, max_size=6, unique=True).filter(_begin_apart))
    routes: list[tuple[str, ...]] = []
    for name in names:
        host = draw(st.sampled_from(["", "", *_HOSTS]))
        inside = draw(st.sampled_from(["/", *[path.removesuffix("*") for _, path in routes]]))
        routes.append((host, f"{inside}{name}/*"))
    # The more is said, the earlier a route is asked; how far apart the numbers are does not matter.
    order = sorted(routes, key=lambda route: (-len(route[1]), -_said(route[0]), route[0]))
    steps = draw(st.lists(st.integers(1, 500), min_size=len(order), max_size=len(order)))
    priorities = {route: sum(steps[: index + 1]) for index, route in enumerate(order)}
    services = {
        name: {
            "context": f"services/{name}",
            "port": draw(st.integers(1, 65535)),
            "route": {"path": [route[1]], "priority": priorities[route], **({"host": [route[0]]} if route[0] else {})},
            "paths": draw(st.sampled_from([[], ["libs/shared/**"], [f"config/{name}.json", "libs/shared/**"]])),
        }
        for name, route in zip(names, routes, strict=True)
    }
    spec: Data = {"project": "shop", "region": "eu-central-1", "repository": "acme/shop"}
    if draw(st.booleans()):
        spec["service"] = {"context": "services/main-one", "port": 3000}
    branch = draw(st.sampled_from(["develop", "release/*"]))
    environments = {"dev": {"trigger": {"branch": branch}}, "prod": {"trigger": {"tag": "v*"}}}
    return {**spec, "services": services, "environments": environments}


def _begin_apart(names: list[str]) -> bool:
    """No tag of one service begins as one of another's, and no name as an environment's."""
    reserved = {"main", "shared", "github", "dev", "prod"}
    return not any(name in reserved or name.startswith("v") for name in names)


def _said(host: str) -> int:
    return 2 * len(host) - len(host) * host.count("*") if host else 0


@lru_cache(maxsize=16)
def _build(text: str) -> Build:
    build = compile_spec(text, "spec.yaml", Format.JSON)
    assert build.problems == (), [str(problem) for problem in build.problems]
    return build


def build(spec: Data) -> Build:
    return _build(yaml.safe_dump(spec, sort_keys=False))


def files(spec: Data) -> dict[str, str]:
    return {artifact.path: artifact.text for artifact in build(spec).artifacts}


def changed(spec: Data, name: str, service: Data | None) -> Data:
    """The spec with another service of a name, or without it."""
    other = copy.deepcopy(spec)
    if service is None:
        del other["services"][name]
    else:
        other["services"][name] = service
    return other


class Template(NamedTuple):
    """One of an environment's templates; ``service`` is empty for what services share."""

    environment: str
    service: str
    noun: str
    data: Data

    def of(self, kind: str) -> Iterator[Data]:
        """The properties of its resources of a type."""
        for resource in self.data["Resources"].values():
            if resource["Type"] == kind:
                yield resource["Properties"]


def templates(spec: Data) -> list[Template]:
    found = []
    for subject in build(spec).subjects:
        _, environment, *inside = PurePosixPath(subject.path).with_suffix("").parts
        service = inside[0] if len(inside) > 1 else ""
        found.append(Template(environment, service, inside[-1], json.loads(subject.text)))
    return found


def fits(pattern: str, text: str, *, crosses: bool) -> bool:
    """As a load balancer matches: ``*`` is any text; or as CodePipeline does, where only ``**`` crosses a slash."""
    parts = re.split(r"(\*\*|\*|\?)", pattern)
    some = {"**": ".*", "*": ".*" if crosses else "[^/]*", "?": "." if crosses else "[^/]"}
    return re.fullmatch("".join(some.get(part, re.escape(part)) for part in parts), text, re.S) is not None


def routed(rules: list[tuple[int, Data, str]], host: str, path: str) -> str | None:
    """Which service's rule takes a request; none where the listener answers by itself."""
    for _, rule, service in sorted(rules, key=lambda each: each[0]):
        for condition in rule["Conditions"]:
            values, asked = (
                (condition["HostHeaderConfig"]["Values"], host)
                if condition["Field"] == "host-header"
                else (condition["PathPatternConfig"]["Values"], path)
            )
            if not any(fits(value, asked, crosses=True) for value in values):
                break
        else:
            return service
    return None


def starts(pipeline: Data, *, branch: str = "", tag: str = "", changed_files: tuple[str, ...] = ()) -> bool:
    """Whether a push starts a pipeline, by its filters alone."""
    [trigger] = pipeline["Triggers"]
    [push] = trigger["GitConfiguration"]["Push"]
    if tag:
        return any(fits(pattern, tag, crosses=False) for pattern in push.get("Tags", {}).get("Includes", ()))
    if not any(fits(pattern, branch, crosses=False) for pattern in push.get("Branches", {}).get("Includes", ())):
        return False
    wanted = push.get("FilePaths", {}).get("Includes")
    return wanted is None or any(fits(pattern, file, crosses=False) for pattern in wanted for file in changed_files)
