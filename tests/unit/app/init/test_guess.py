"""Likely answers for a first spec."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import naming
from generator.app.init import guess
from generator.naming.limit import physical


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("shop", "shop"),
        ("My Shop", "my-shop"),
        ("--9 lives__", "lives"),
        ("123", "my-microservice"),
        ("商店", "my-microservice"),
    ],
)
def test_project(folder: str, expected: str) -> None:
    assert guess.project(folder) == expected


@given(st.text())
def test_a_guessed_project_always_fits(folder: str) -> None:
    name = guess.project(folder)
    assert all(
        len(each.text) <= each.limit for each in physical(naming.ServiceNames(naming.EnvironmentNames(name, "prod")))
    )


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "us-west-2"),
        ({"AWS_DEFAULT_REGION": "eu-west-1"}, "eu-west-1"),
        ({"AWS_DEFAULT_REGION": "eu-west-1", "AWS_REGION": "eu-north-1"}, "eu-north-1"),
    ],
)
def test_region(environment: dict[str, str], expected: str) -> None:
    assert guess.region(environment) == expected


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ([], "service"),
        (["Dockerfile"], "."),
        (["Dockerfile", "service/Dockerfile"], "service"),
        (["app/Dockerfile"], "app"),
        (["apps/shop/Dockerfile"], "apps/shop"),
        (["app/Dockerfile", "apps/shop/Dockerfile"], "service"),
        (["a/Dockerfile", "b/Dockerfile"], "service"),
        (["my app/Dockerfile"], "service"),
        (["my app/Dockerfile", "a/Dockerfile"], "a"),
        (["a/Dockerfile/x", "b/Dockerfile"], "b"),
        (["a/Dockerfile", "node_modules/Dockerfile", ".github/Dockerfile"], "a"),
    ],
)
def test_context(tmp_path: Path, files: list[str], expected: str) -> None:
    for file in files:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    assert guess.context(tmp_path, tmp_path) == expected
    below = f"{tmp_path.name}/{expected}" if expected != "." else tmp_path.name
    assert guess.context(tmp_path, tmp_path.parent) == below


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM x\nEXPOSE 8080\n", "8080"),
        ("FROM x\n  expose 8080/tcp \nEXPOSE 9090", "8080"),
        ("FROM x\nEXPOSE 53/udp\nEXPOSE $PORT\nEXPOSE 80 443\n", "80"),
        ("FROM x\nEXPOSE 9\nFROM y\nEXPOSE 8080\n", "8080"),
        ("FROM x\n# EXPOSE 8080\n", "3000"),
        ("FROM x\nEXPOSE 0\nEXPOSE 99999\nEXPOSE 1234567890\nEXPOSE 0081\n", "81"),
        ("\udcff", "3000"),
        (None, "3000"),
    ],
)
def test_port(tmp_path: Path, text: str | None, expected: str) -> None:
    if text is not None:
        (tmp_path / "Dockerfile").write_bytes(text.encode(errors="surrogateescape"))
    assert guess.port(tmp_path) == expected


def test_version_file(tmp_path: Path) -> None:
    assert guess.version_file(tmp_path / "not-there") == "package.json"
    assert guess.version_file(tmp_path) == "none"
    (tmp_path / "VERSION").write_text("1.2.3\n")
    assert guess.version_file(tmp_path) == "VERSION"
    pyproject = tmp_path / "pyproject.toml"
    pyproject.write_text('[project]\ndynamic = ["version"]\n')
    assert guess.version_file(tmp_path) == "VERSION"
    pyproject.write_text('[project]\nversion = "1.2.3"\n')
    assert guess.version_file(tmp_path) == "pyproject.toml"
    (tmp_path / "package.json").write_text('{"private": true}')
    assert guess.version_file(tmp_path) == "pyproject.toml"
    (tmp_path / "package.json").write_text('{"version": "1.2.3"}')
    assert guess.version_file(tmp_path) == "package.json"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["Dockerfile", "a/Dockerfile"], ["."]),
        (["b/Dockerfile", "a/Dockerfile", "c/d/Dockerfile"], ["a", "b", "c/d"]),
        (["web/Dockerfile", "web/e2e/Dockerfile", "services/api/Dockerfile"], ["services/api", "web"]),
        (["node_modules/Dockerfile"], []),
    ],
)
def test_contexts(tmp_path: Path, files: list[str], expected: list[str]) -> None:
    for file in files:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    assert guess.contexts(tmp_path, tmp_path) == expected
