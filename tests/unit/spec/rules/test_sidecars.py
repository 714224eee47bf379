"""Containers beside the service's own that a task cannot have."""

from __future__ import annotations

import pytest

from generator.spec.rules.sidecars import RULE
from tests.unit.spec.rules.conftest import Find

_IMAGE = "image: public.ecr.aws/nginx/nginx:1.29"


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ("", []),
        (f"sidecars: {{a: {{{_IMAGE}, port: 8080}}, b: {{{_IMAGE}}}}}", []),
        (f"tracing: otel, sidecars: {{a: {{{_IMAGE}, port: 4316}}}}", []),
        ("sidecars: {a: {port: 8080}}", ["sidecars.a"]),
        (f"sidecars: {{shop: {{{_IMAGE}}}}}", ["sidecars.shop"]),
        (f"sidecars: {{a: {{{_IMAGE}, port: 3000}}}}", ["sidecars.a.port"]),
        (f"sidecars: {{a: {{{_IMAGE}, port: 1}}, b: {{{_IMAGE}, port: 1}}}}", ["sidecars.b.port"]),
        (f"tracing: otel, sidecars: {{a: {{{_IMAGE}, port: 4317}}}}", ["sidecars.a.port"]),
        ("tracing: otel, health_check: {port: 4318}", ["health_check.port"]),
        (f"tracing: otel, sidecars: {{aws-otel-collector: {{{_IMAGE}}}}}", ["sidecars.aws-otel-collector"]),
        (f"sidecars: {{aws-otel-collector: {{{_IMAGE}}}}}", []),
        (
            f"sidecars: {{a: {{{_IMAGE}, command: [<REGION>],"
            " environment: {A: <VERSION>, B: 1}, secrets: {B: /b}}}",
            ["sidecars.a.command[0]", "sidecars.a.environment.A", "sidecars.a.environment.B"],
        ),
    ],
)
def test_where_it_complains(find: Find, service: str, expected: list[str]) -> None:
    assert [path for path, _ in find(RULE, f"service: {{{service}}}")] == [f"service.{path}" for path in expected]


def test_a_service_cannot_have_the_collector_s_port(find: Find) -> None:
    [(path, message)] = find(RULE, "service: {tracing: otel}", "service: {port: 4318}")
    assert path == "environments.prod.service.port"
    assert message == "aws-otel-collector, which tracing adds, listens on 4318 too"
