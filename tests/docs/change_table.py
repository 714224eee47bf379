"""``python -m tests.docs.change_table`` writes into docs/change.md which change takes effect when, as diff finds it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from typing import Any

from generator.difference.consequence import Consequence
from generator.difference.effect import Effect, Impact
from generator.difference.side import Side
from tests.docs.page import ROOT
from tests.unit.difference.sides import between, spec_side

PAGES = {"docs/change.md": "# Changing a running system", "docs/zh/change.md": "# 修改运行中的系统"}
_OTHERS = {"docs/change.md": "Everything else, such as ", "docs/zh/change.md": "其他所有内容\uff0c例如 "}
_ARN = "arn:aws:acm:us-west-2:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef"
_IDS = [f"subnet-{number:017x}" for number in range(6)]
_OWN: dict[str, Any] = {"vpc": "vpc-0123456789abcdef0", "public_subnets": _IDS[:2]}
_PRIVATE: dict[str, Any] = {**_OWN, "private_subnets": _IDS[2:4]}
_LISTENER = "arn:aws:elasticloadbalancing:us-west-2:111122223333:listener/app/shop/0123456789abcdef/0011223344556677"
_EXISTING = {"listener": _LISTENER, "security_group": "sg-0123456789abcdef0"}
_ROUTE = {"host": ["shop.example.com"], "priority": 100}
BASE: dict[str, Any] = {
    "project": "my-microservice",
    "region": "us-west-2",
    "repository": "your-user-name/my-microservice",
    "service": {"port": 3000},
    "environments": {"prod": {"trigger": {"tag": "v*"}}},
}
_API: dict[str, Any] = {"port": 8080, "route": {"path": ["/api/*"], "priority": 100}}
_TWO: dict[str, Any] = {"services": {"api": _API}}
_NIGHTLY: dict[str, Any] = {"kind": "job", "schedule": "rate(1 day)", "command": ["x"]}
_MAILER: dict[str, Any] = {"kind": "worker", "queue": {"visibility": 60}}
_PROXY = {"proxy": {"image": "public.ecr.aws/nginx/nginx:1.29", "port": 8080}}
BASES: dict[str, dict[str, Any]] = {
    "service.target": {"service": {"sidecars": _PROXY}},
    "service.security_groups": {"network": _PRIVATE},
    "network.nat": {"network": {"placement": "private", "nat": "single"}},
    "network.vpc": {"network": _OWN},
    "network.public_subnets": {"network": _OWN},
    "network.private_subnets": {"network": _PRIVATE},
    "load_balancer.existing": {"network": _PRIVATE, "load_balancer": {"existing": _EXISTING}, "route": _ROUTE},
    "services.<name>.cpu": _TWO,
    "services.<name>.tag_prefix": _TWO,
    "services.<name>.paths": {**_TWO, "environments": {"dev": {"trigger": {"branch": "develop"}}}},
    "services.<name>.schedule": {"services": {"nightly": _NIGHTLY}},
    "services.<name>.queue": {"services": {"mailer": _MAILER}},
    "services.<name>.overlap": {"release": {"engine": "ecs"}, "services": {"mailer": {**_MAILER, "count": 1}}},
    "services.<name>.port": _TWO,
    "services.<name>.route": _TWO,
}
"""What a key can only be changed in."""
CHANGES: dict[str, dict[str, Any]] = {
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
    "service.security_groups": {"service": {"security_groups": ["sg-0123456789abcdef0"]}},
    "service.health_check.port": {"service": {"health_check": {"port": 9000}}},
    "release.hooks": {"release": {"hooks": {"before_traffic": "check"}}},
    "git.tag_prefix": {"git": {"tag_prefix": "version-"}, "environments": {"prod": {"trigger": {"tag": "version-*"}}}},
    "tags": {"tags": {"team": "checkout"}},
    "services.<name>": _TWO,
    "services.<name>.cpu": {"services": {"api": {"cpu": 512, "memory": 1024}}},
    "services.<name>.tag_prefix": {"services": {"api": {"tag_prefix": "daily-"}}},
    "service.count": {"service": {"count": {"min": 2, "max": 4, "cpu": 60}}},
    "service.permissions": {"service": {"permissions": [{"actions": ["s3:GetObject"], "resources": ["*"]}]}},
    "service.health_check.path": {"service": {"health_check": {"path": "/health"}}},
    "release.percent": {"release": {"percent": 20}},
    "release.alarms": {"release": {"alarms": {"errors": False}}},
    "load_balancer.certificate": {"load_balancer": {"certificate": _ARN}},
    "load_balancer.allow": {"load_balancer": {"allow": ["203.0.113.0/24"]}},
    "network.nat": {"network": {"nat": "per-zone"}},
    "services.<name>.paths": {"services": {"api": {"paths": ["libs/**"]}}},
    "services.<name>.schedule": {"services": {"nightly": {"schedule": "rate(2 days)"}}},
    "services.<name>.queue": {"services": {"mailer": {"queue": {"visibility": 90}}}},
    "services.<name>.overlap": {"services": {"mailer": {"overlap": False}}},
    "git.main": {"git": {"main": "trunk"}},
    "git.release_branches": {"git": {"release_branches": ["release/*"]}},
    "notifications.email": {"notifications": {"email": ["team@example.com"]}},
    "service.port": {"service": {"port": 8080}},
    "services.<name>.port": {"services": {"api": {"port": 8081}}},
    "services.<name>.route": {"services": {"api": {"route": {"path": ["/v2/*"], "priority": 100}}}},
    "service.target": {"service": {"target": "proxy"}},
    "service.exec": {"service": {"exec": True, "read_only": False}},
    "service.health_check.grace": {"service": {"health_check": {"grace": 90}}},
    "network.placement": {"network": {"placement": "private", "nat": "single"}},
    "cluster": {"cluster": "platform"},
    "load_balancer.existing": {"load_balancer": {"existing": {"listener": _LISTENER.replace("0123", "4567")}}},
    "network.vpc": {"network": {"vpc": "vpc-0fedcba9876543210"}},
    "network.cidr": {"network": {"cidr": "10.20.0.0/16"}},
    "network.zones": {"network": {"zones": 3}},
    "network.public_subnets": {"network": {"public_subnets": _IDS[4:6]}},
    "network.private_subnets": {"network": {"private_subnets": _IDS[4:6]}},
}
"""A change of each key, in the order in which the table names them."""


class Row(IntEnum):
    """The rows of the table, from the first."""

    NEXT_RELEASE = 0
    STACKS_AND_NEXT_RELEASE = 1
    STACKS = 2
    LOCKED = 3
    IMPORTED = 4


def sides(key: str) -> tuple[Side, Side]:
    """A spec, and the same with the key changed."""
    base = merged(BASE, BASES.get(key, {}))
    return _side(json.dumps(base)), _side(json.dumps(merged(base, CHANGES[key])))


@cache
def _side(spec: str) -> Side:
    return spec_side(json.loads(spec))


@cache
def row(key: str, *, is_back: bool = False) -> Row:
    """Where a change of the key belongs, or the same change back."""
    before, after = sides(key)
    return row_between(after, before) if is_back else row_between(before, after)


def row_between(before: Side, after: Side) -> Row:
    """Where a change of one spec to another belongs."""
    found = between(before, after)
    refused = [effect for effect in found.effects if effect.consequence is Consequence.REFUSED]
    if refused:
        return Row.LOCKED if any(_is_written_anew(before, after, effect) for effect in refused) else Row.IMPORTED
    if not _of_release(found):
        return Row.STACKS
    return Row.NEXT_RELEASE if len(_of_release(found)) == len(found.effects) else Row.STACKS_AND_NEXT_RELEASE


def _of_release(found: Impact) -> list[Effect]:
    return [effect for effect in found.effects if effect.consequence is Consequence.NEXT_RELEASE]


def _is_written_anew(before: Side, after: Side, effect: Effect) -> bool:
    """Whether the template says something else of a locked resource: deploy sees it before anything is done."""
    bodies = [
        stack.subject.data["Resources"].get(effect.subject)
        for side in (before, after)
        for stack in side.stacks.values()
        if stack.name == effect.stack
    ]
    is_locked = any(reason.text.startswith("the stack policy denies") for reason in effect.reasons)
    return is_locked and bodies[0] != bodies[1]


def merged(target: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """A spec with what a patch says of it."""
    result = dict(target)
    for key, value in patch.items():
        before = result.get(key)
        result[key] = merged(before, value) if isinstance(value, dict) and isinstance(before, dict) else value
    return result


def written(name: str, page: str) -> str:
    """The page ``name`` with the first column of its table made anew."""
    before, heading, after = page.partition(f"{PAGES[name]}\n")
    assert heading, name
    lines = after.split("\n")
    first = next(number for number, line in enumerate(lines) if line.startswith("| ---")) + 1
    for each in Row:
        keys = ", ".join(f"`{key}`" for key in CHANGES if row(key) is each)
        cell = f"{_OTHERS[name]}{keys}" if each is Row.STACKS else keys
        _, _, rest = lines[first + each].removeprefix("|").partition("|")
        lines[first + each] = f"| {cell} |{rest}"
    return before + heading + "\n".join(lines)


if __name__ == "__main__":
    for name in PAGES:
        path = ROOT / name
        path.write_text(written(name, path.read_text(encoding="utf-8")), encoding="utf-8")
