"""What the build would miss in the repository is missed before anything is generated."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.app.checkout import problems, repository_root
from generator.app.compile import compile_spec

SPEC = """\
project: shop
region: us-west-2
repository: acme/shop
service:
  port: 3000
  context: app
build:
  version_file: {version_file}
environments:
  dev:
    trigger: {{branch: develop}}
  prod:
    trigger: {{tag: "v*"}}
"""


def complaints(root: Path, version_file: str = "package.json") -> list[tuple[int, str]]:
    text = SPEC.format(version_file=version_file)
    file = root / "specs" / "shop.yaml"
    build = compile_spec(text, str(file))
    assert build.problems == ()
    found = problems(build.sources, text, str(file))
    # Both environments build the same folder.
    return list(dict.fromkeys((problem.location.line, problem.message) for problem in found))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    app = tmp_path / "app"
    app.mkdir()
    (tmp_path / "specs").mkdir()
    (app / "Dockerfile").write_text("FROM scratch\n")
    (app / "package.json").write_text('{"version": "1.2.3"}')
    (app / "pyproject.toml").write_text('[project]\nversion = "1.2.3-rc.1"\n')
    (app / "VERSION").write_text("1.2.3+b1\n")
    return tmp_path


@pytest.mark.parametrize("version_file", ["package.json", "pyproject.toml", "VERSION", "none"])
def test_a_repository_with_everything_is_fine(repository: Path, version_file: str) -> None:
    assert complaints(repository, version_file) == []


def test_a_version_of_poetry_counts(repository: Path) -> None:
    (repository / "app/pyproject.toml").write_text('[tool.poetry]\nversion = "2.0.0"\n')
    assert complaints(repository, "pyproject.toml") == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert complaints(tmp_path) == [(6, f"there is no folder app in {tmp_path}")]


def test_a_folder_that_leads_outside(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    (repository / "specs").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (repository / "app").symlink_to(tmp_path / "elsewhere")
    assert complaints(repository) == [(6, f"app leads out of the repository {repository}")]


def test_no_dockerfile(repository: Path) -> None:
    (repository / "app/Dockerfile").unlink()
    assert complaints(repository) == [(4, "there is no file app/Dockerfile, and so no image can be built")]


@pytest.mark.parametrize(
    ("version_file", "content", "message"),
    [
        ("package.json", None, "there is no file app/package.json"),
        ("package.json", b"{", "cannot read app/package.json: "),
        ("package.json", b"[1]", "app/package.json holds no version"),
        ("package.json", b'{"version": 1}', "app/package.json holds no version"),
        ("package.json", b'{"version": ""}', "app/package.json holds no version"),
        (
            "package.json",
            b'{"version": "1.2"}',
            "the version in app/package.json is '1.2', which is not MAJOR.MINOR.PATCH",
        ),
        ("package.json", b"\xff\xfe", "cannot read app/package.json: "),
        ("package.json", b"[" * 100_000, "cannot read app/package.json: "),
        ("pyproject.toml", b"[project", "cannot read app/pyproject.toml: "),
        ("pyproject.toml", b"[project]\nname = 'a'", "app/pyproject.toml holds no version"),
        ("pyproject.toml", b"project = 1", "app/pyproject.toml holds no version"),
        ("pyproject.toml", b"tool = 1", "app/pyproject.toml holds no version"),
        ("pyproject.toml", b"[tool]\npoetry = []", "app/pyproject.toml holds no version"),
        ("VERSION", b"\n", "app/VERSION holds no version"),
        ("VERSION", b"v1.2.3", "the version in app/VERSION is 'v1.2.3', which is not MAJOR.MINOR.PATCH"),
        ("VERSION", b"01.2.3", "the version in app/VERSION is '01.2.3', which is not MAJOR.MINOR.PATCH"),
    ],
)
def test_a_version_file_without_a_version(
    repository: Path, version_file: str, content: bytes | None, message: str
) -> None:
    path = repository / "app" / version_file
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    [(line, found)] = complaints(repository, version_file)
    assert line == 8
    assert found.startswith(message)


def test_a_version_file_that_is_a_folder(repository: Path) -> None:
    (repository / "app/VERSION").unlink()
    (repository / "app/VERSION").mkdir()
    [(_, found)] = complaints(repository, "VERSION")
    assert found.startswith("cannot read app/VERSION: ")


def test_the_root_is_gits_or_what_specs_is_in(tmp_path: Path) -> None:
    nested = tmp_path / "deploy" / "specs"
    nested.mkdir(parents=True)
    assert repository_root(nested / "shop.yaml") == tmp_path / "deploy"
    assert repository_root(tmp_path / "deploy" / "shop.yaml") == tmp_path / "deploy"
    (tmp_path / ".git").mkdir()
    assert repository_root(nested / "shop.yaml") == tmp_path
