"""The commands that test a service, by its files."""

from pathlib import Path

import pytest

from generator.app.init.testing import test_commands as commands

SCRIPT = '{"scripts": {"test": "x"}}'


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, ()),
        ({"package.json": SCRIPT, "package-lock.json": ""}, ("npm ci", "npm test")),
        ({"package.json": SCRIPT, "npm-shrinkwrap.json": ""}, ("npm ci", "npm test")),
        ({"package.json": SCRIPT}, ("npm install", "npm test")),
        ({"package.json": "{}", "package-lock.json": ""}, ()),
        ({"package.json": "[", "package-lock.json": ""}, ()),
        (
            {"package.json": SCRIPT, "yarn.lock": ""},
            ("corepack enable", "yarn install --frozen-lockfile", "yarn test"),
        ),
        (
            {"package.json": SCRIPT, "pnpm-lock.yaml": ""},
            ("corepack enable", "pnpm install --frozen-lockfile", "pnpm test"),
        ),
        (
            {"uv.lock": "", "tests/unit/test_a.py": ""},
            ("python3 -m pip install uv", "uv sync --frozen", "uv run pytest"),
        ),
        (
            {"poetry.lock": "", "test_a.py": ""},
            ("python3 -m pip install poetry", "poetry install", "poetry run pytest"),
        ),
        (
            {"requirements.txt": "", "tests/test_a.py": ""},
            ("python3 -m pip install --requirement requirements.txt pytest", "python3 -m pytest"),
        ),
        ({"pyproject.toml": "", "test/test_a.py": ""}, ("python3 -m pip install . pytest", "python3 -m pytest")),
        ({"pyproject.toml": "", "uv.lock": ""}, ()),
        ({"go.mod": ""}, ("go test ./...",)),
        ({"pom.xml": ""}, ("mvn --batch-mode test",)),
        ({"pom.xml": "", "mvnw": ""}, ("sh mvnw --batch-mode test",)),
        ({"build.gradle.kts": "", "gradlew": ""}, ("sh gradlew test",)),
        ({"build.gradle": ""}, ("gradle test",)),
        ({"shop.csproj": ""}, ("dotnet test",)),
    ],
)
def test_by_the_files_of_each_language(tmp_path: Path, files: dict[str, str], expected: tuple[str, ...]) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert commands(tmp_path) == expected


def test_rust_is_installed_first(tmp_path: Path) -> None:
    (tmp_path / "Cargo.toml").touch()
    (tmp_path / "Cargo.lock").touch()
    install, test = commands(tmp_path)
    assert "sh.rustup.rs" in install
    assert test == '. "$HOME/.cargo/env" && cargo test --locked'
