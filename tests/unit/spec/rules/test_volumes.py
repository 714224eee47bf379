"""File systems that cannot be mounted, or that nobody mounts."""

from __future__ import annotations

import pytest

from generator.spec.rules.volumes import RULE
from tests.unit.spec.rules.conftest import Find

_OWN = "network: {vpc: vpc-1, public_subnets: [a, b]}"
_EFS = "efs: fs-0abc1234, access_point: fsap-0abc1234"


@pytest.mark.parametrize(
    ("service", "network", "expected"),
    [
        ("volumes: {a: {path: /a}, b: {path: /b}}", "", []),
        ("volumes: {a: {}}, sidecars: {x: {volumes: {a: /a}}}", "", []),
        (f"volumes: {{a: {{path: /a, {_EFS}, read_only: true}}}}", _OWN, []),
        ("volumes: {a: {}}", "", ["volumes.a"]),
        ("volumes: {a: {path: /a}, b: {path: /a}}", "", ["volumes.b.path"]),
        ("tmp: true, volumes: {a: {path: /tmp}}", "", ["volumes.a.path"]),
        ("volumes: {a: {path: /proc}}", "", ["volumes.a.path"]),
        ("volumes: {a: {path: /sys/fs}}", "", ["volumes.a.path"]),
        ("volumes: {a: {path: /process}}", "", []),
        ("volumes: {a: {path: /a/../b}}", "", ["volumes.a.path"]),
        ("volumes: {a: {}}, sidecars: {x: {volumes: {a: /./a}}}", "", ["sidecars.x.volumes.a"]),
        ("volumes: {a: {path: /a, read_only: true}}", "", ["volumes.a.read_only"]),
        ("volumes: {a: {path: /a, access_point: fsap-0abc1234}}", "", ["volumes.a.access_point"]),
        ("volumes: {a: {path: /a, efs: fs-0abc1234}}", _OWN, ["volumes.a"]),
        (f"volumes: {{a: {{path: /a, {_EFS}}}}}", "", ["volumes.a.efs"]),
        ("sidecars: {x: {volumes: {a: /a}}}", "", ["sidecars.x.volumes.a"]),
        ("volumes: {a: {}, b: {}}, sidecars: {x: {volumes: {a: /a, b: /a}}}", "", ["sidecars.x.volumes.b"]),
    ],
)
def test_where_it_complains(find: Find, service: str, network: str, expected: list[str]) -> None:
    found = find(RULE, f"{network}\nservice: {{{service}}}")
    assert [path for path, _ in found] == [f"service.{path}" for path in expected]


def test_an_environment_that_names_a_file_system_is_told_there(find: Find) -> None:
    lines = f"{_OWN}\nservice: {{volumes: {{a: {{path: /a, efs: true}}}}}}"
    found = find(RULE, lines, "service: {port: 3000, volumes: {a: {efs: fs-0abc1234}}}")
    assert [path for path, _ in found] == ["environments.prod.service.volumes.a.efs"]
