"""Variables that are taken, and values that would not arrive."""

from __future__ import annotations

import pytest

from generator.spec.rules.variables import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        ("service: {environment: {A: x, port: y}, secrets: {B: /x}}", "", []),
        (
            "service: {environment: {PORT: x}, secrets: {VERSION: /x}}",
            "",
            ["service.environment.PORT", "service.secrets.VERSION"],
        ),
        ("service: {environment: {A: x}, secrets: {A: /x}}", "", ["service.environment.A"]),
        ('service: {environment: {A: "x\\0y", B: "x\\ny"}}', "", ["service.environment.A"]),
        ("service: {environment: {A: v<VERSION>, B: <IMAGE1_NAME>, C: <p>}}", "",
         ["service.environment.A", "service.environment.B"]),
        ("service: {environment: {A: 'x{{resolve:ssm:/a}}'}}", "", ["service.environment.A"]),
        ("service: {environment: {A: x}}", "service: {secrets: {A: /x}}", ["environments.prod.service.secrets.A"]),
    ],
)  # fmt: skip
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
