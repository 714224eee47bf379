"""The files of a service -> the commands that test it on CodeBuild's machine, as far as the files tell.

What is not on the machine is installed first: https://docs.aws.amazon.com/codebuild/latest/userguide/available-runtimes.html
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.app.checkout.file import read_text

_RUSTUP = "curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal"
_PYTEST = "python3 -m pytest"


def test_commands(context: Path) -> tuple[str, ...]:
    """Of the first language whose files are there; none where no file tells, or where there are no tests."""
    return next(filter(None, (tuple(commands(context)) for commands in _LANGUAGES)), ())


def _node(context: Path) -> Iterator[str]:
    if not _has(context, "package.json"):
        return
    if _has(context, "pnpm-lock.yaml"):
        tool, install = "pnpm", ["corepack enable", "pnpm install --frozen-lockfile"]
    elif _has(context, "yarn.lock"):
        tool, install = "yarn", ["corepack enable", "yarn install --frozen-lockfile"]
    else:
        is_locked = _has(context, "package-lock.json") or _has(context, "npm-shrinkwrap.json")
        tool, install = "npm", ["npm ci" if is_locked else "npm install"]
    if _has_test_script(context / "package.json"):
        yield from install
        yield f"{tool} test"


def _has_test_script(package: Path) -> bool:
    try:
        document = json.loads(read_text(package))
    except (OSError, ValueError, RecursionError):
        return False
    scripts = document.get("scripts") if isinstance(document, dict) else None
    return isinstance(scripts, dict) and "test" in scripts


def _python(context: Path) -> Iterator[str]:
    # pytest fails where it collects nothing: https://docs.pytest.org/en/stable/reference/exit-codes.html
    if not any(
        True for pattern in ("test_*.py", "tests/**/test_*.py", "test/**/test_*.py") for _ in context.glob(pattern)
    ):
        return
    if _has(context, "uv.lock"):
        yield from ("python3 -m pip install uv", "uv sync --frozen", "uv run pytest")
    elif _has(context, "poetry.lock"):
        yield from ("python3 -m pip install poetry", "poetry install", "poetry run pytest")
    elif _has(context, "requirements.txt"):
        yield from ("python3 -m pip install --requirement requirements.txt pytest", _PYTEST)
    elif _has(context, "pyproject.toml"):
        yield from ("python3 -m pip install . pytest", _PYTEST)


def _go(context: Path) -> Iterator[str]:
    if _has(context, "go.mod"):
        yield "go test ./..."


def _maven(context: Path) -> Iterator[str]:
    if _has(context, "pom.xml"):
        yield "sh mvnw --batch-mode test" if _has(context, "mvnw") else "mvn --batch-mode test"


def _gradle(context: Path) -> Iterator[str]:
    if _has(context, "build.gradle") or _has(context, "build.gradle.kts"):
        yield "sh gradlew test" if _has(context, "gradlew") else "gradle test"


def _rust(context: Path) -> Iterator[str]:
    if _has(context, "Cargo.toml"):
        yield _RUSTUP
        yield f'. "$HOME/.cargo/env" && cargo test{" --locked" if _has(context, "Cargo.lock") else ""}'


def _dotnet(context: Path) -> Iterator[str]:
    if any(True for pattern in ("*.sln", "*.slnx", "*.csproj", "*.fsproj") for _ in context.glob(pattern)):
        yield "dotnet test"


_LANGUAGES: tuple[Callable[[Path], Iterator[str]], ...] = (_node, _python, _go, _maven, _gradle, _rust, _dotnet)


def _has(context: Path, name: str) -> bool:
    return (context / name).is_file()
