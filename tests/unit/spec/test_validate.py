"""A tree and the schema -> complaints at the right lines; tests/rejected pins their words."""

from __future__ import annotations

import pytest

from generator.spec import schema, source, validate

BASE = (
    'project: shop\nregion: us-west-2\nrepository: acme/shop\n{}\nenvironments: {{prod: {{trigger: {{tag: "v*"}}}}}}\n'
)


def _complaints(lines: str) -> list[str]:
    problems = validate.problems(source.read(BASE.format(lines), "spec.yaml"), schema.schema())
    return sorted(f"{problem.location.path}: {problem.message}" for problem in problems)


def test_nothing_to_say_of_a_valid_spec() -> None:
    assert _complaints("service: {port: 3000}") == []


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        # Each union: a value of the type that the user chose is judged by that branch alone.
        ("count: 0", "service.count: is 0; must be from 1 to 5000"),
        ("count: {min: 0}", "service.count.min: is 0; must be from 1 to 5000"),
        ("count: {}", ""),
        ("count: x", "service.count: must be a whole number or a mapping of keys, but is the text 'x'"),
        (
            "health_check: health",
            "service.health_check: is the text 'health'; must begin with / and hold no spaces, such as /health",
        ),
        ("health_check: {pth: /}", "service.health_check.pth: unknown key 'pth'; did you mean 'path'?"),
        ("health_check: 5", "service.health_check: must be a text or a mapping of keys, but is 5"),
    ],
)
def test_unions_in_service(line: str, complaint: str) -> None:
    assert _complaints(f"service: {{port: 3000, {line}}}") == ([complaint] if complaint else [])


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("load_balancer: {test_port: 0}", "load_balancer.test_port: is 0; must be from 1 to 65535"),
        ("load_balancer: {test_port: []}", "load_balancer.test_port: must be a whole number or false, but is a list"),
        ("load_balancer: {test_port: false}", ""),
        ("release: {alarms: {errors: 101}}", "release.alarms.errors: is 101; must be more than 0 and at most 100"),
        ("release: {alarms: {errors: false, latency: 0.5}}", ""),
        ("release: {alarms: {unhealthy: true}}",
         "release.alarms.unhealthy: is true; the only word that means something here is false"),
    ],
)  # fmt: skip
def test_unions_elsewhere(line: str, complaint: str) -> None:
    assert _complaints(f"service: {{port: 3000}}\n{line}") == ([complaint] if complaint else [])


def test_a_key_is_complained_about_where_the_key_is() -> None:
    (problem,) = validate.problems(
        source.read(BASE.format("service:\n  port: 3000\n  prot: 1"), "spec.yaml"), schema.schema()
    )
    assert (problem.location.line, problem.location.column) == (6, 3)


def test_a_missing_key_is_complained_about_where_its_mapping_is() -> None:
    (problem,) = validate.problems(source.read(BASE.format("service:\n  cpu: 256"), "spec.yaml"), schema.schema())
    assert (problem.location.line, problem.location.column, problem.location.path) == (4, 1, "service")


def test_true_is_no_number() -> None:
    assert _complaints("service: {port: true}") == ["service.port: must be a whole number, but is true"]
