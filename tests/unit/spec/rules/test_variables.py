"""Variables that are taken."""

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
        ("service: {environment: {A: x}}", "service: {secrets: {A: /x}}", ["environments.prod.service.secrets.A"]),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
