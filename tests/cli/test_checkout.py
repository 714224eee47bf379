"""What the build would miss in the repository is missed before anything is generated."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.app.build.compile import compile_spec
from generator.app.checkout import notes, problems, repository_root

SPEC = """\
project: shop
region: us-west-2
repository: acme/shop
service:
  port: 3000
  context: app
build:
  version_file: {version_file}
  test: {test}
environments:
  dev:
    trigger: {{branch: develop}}
  prod:
    trigger: {{tag: "v*"}}
"""


def complaints(
    root: Path, version_file: str = "package.json", test: str = "[]", more: str = ""
) -> list[tuple[int, str]]:
    text = SPEC.format(version_file=version_file, test=test) + more
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
    (app / "package.json").write_text('{"version": "1.2.3", "scripts": {"test": "node --test"}}')
    (app / "package-lock.json").write_text("{}")
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
    assert found == "cannot read app/VERSION: Is a directory"


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        (b"", True),
        (b"# FROM x\nRUN y\n", True),
        (b"# syntax=acme/pack\nz: 1\n", False),
        (b"# caf\xe9\nFROM scratch\n", False),
        (b"\xef\xbb\xbffrom scratch\n", False),
    ],
)
def test_a_dockerfile_that_begins_with_no_image(repository: Path, text: bytes, is_found: bool) -> None:
    (repository / "app/Dockerfile").write_bytes(text)
    message = "app/Dockerfile has no FROM, and so no image can be built"
    assert [found for _, found in complaints(repository)] == ([message] if is_found else [])


def test_a_pipe_is_no_file(repository: Path) -> None:
    for name in ("VERSION", "Dockerfile"):
        (repository / "app" / name).unlink(missing_ok=True)
        os.mkfifo(repository / "app" / name)
    assert [found for _, found in complaints(repository, "VERSION")] == [
        "there is no file app/Dockerfile, and so no image can be built",
        "cannot read app/VERSION: it is not a regular file",
    ]


def test_the_root_is_gits_or_what_specs_is_in(tmp_path: Path) -> None:
    nested = tmp_path / "deploy" / "specs"
    nested.mkdir(parents=True)
    assert repository_root(nested / "shop.yaml") == tmp_path / "deploy"
    assert repository_root(tmp_path / "deploy" / "shop.yaml") == tmp_path / "deploy"
    (tmp_path / ".git").mkdir()
    assert repository_root(nested / "shop.yaml") == tmp_path


DYNAMIC = b'[project]\nname = "a"\ndynamic = ["version"]\n'


def test_a_version_that_only_a_build_tool_knows(repository: Path) -> None:
    (repository / "app/pyproject.toml").write_bytes(DYNAMIC)
    [(line, message)] = complaints(repository, "pyproject.toml")
    assert (line, message.partition(":")[0]) == (8, "the version in app/pyproject.toml is dynamic")


NO_LOCK = "`npm ci` fails without a package-lock.json, and there is none in app"


@pytest.mark.parametrize(
    ("test", "package", "others", "expected"),
    [
        ("[npm ci, npm test]", '{"version": "1.2.3", "scripts": {"test": "x"}}', ["package-lock.json"], []),
        ("[npm ci, npm t]", '{"version": "1.2.3", "scripts": {"test": "x"}}', ["npm-shrinkwrap.json"], []),
        ("[npm ci]", '{"version": "1.2.3"}', [], [NO_LOCK]),
        ("[npm ci]", '{"version": "1.2.3"}', ["yarn.lock"], [NO_LOCK]),
        ("[npm install]", '{"version": "1.2.3"}', [], []),
        ("[npm test]", '{"version": "1.2.3"}', [], ["`npm test` fails: app/package.json has no script 'test'"]),
        (
            "[npm run lint]",
            '{"version": "1.2.3", "scripts": {"test": "x"}}',
            [],
            ["`npm run lint` fails: app/package.json has no script 'lint'"],
        ),
        ("[npm run lint --if-present]", '{"version": "1.2.3"}', [], []),
        ("[npm test -- --reporter=dot]", '{"version": "1.2.3", "scripts": {"test": "x"}}', [], []),
        ("[cd sub && npm ci]", '{"version": "1.2.3"}', [], []),
        ("[yarn test]", '{"version": "1.2.3"}', [], []),
        ("[npm test]", '{"version": "1.2.3", "scripts": 1}', [], []),
    ],
)
def test_commands_that_cannot_succeed(
    repository: Path, test: str, package: str, others: list[str], expected: list[str]
) -> None:
    (repository / "app/package-lock.json").unlink()
    (repository / "app/package.json").write_text(package)
    for name in others:
        (repository / "app" / name).write_text("{}")
    assert complaints(repository, test=test) == [(9, message) for message in expected]


@pytest.mark.parametrize("command", ["npm ci", "pnpm test", "yarn install"])
def test_commands_of_node_in_a_service_of_another_language(repository: Path, command: str) -> None:
    (repository / "app/package.json").unlink()
    message = f"`{command}` needs a package.json, and there is none in app"
    assert complaints(repository, "VERSION", f"[{command}, npm test]") == [(9, message)]


@pytest.mark.parametrize(
    ("dockerfile", "expected"),
    [
        ("FROM scratch\nEXPOSE 3000", []),
        ("FROM scratch\nEXPOSE 8080 3000/tcp", []),
        ("FROM scratch\nEXPOSE $PORT", []),
        ("FROM x AS build\nEXPOSE 9\nFROM scratch", []),
        ("FROM scratch\nRUN <<EOF\nEXPOSE 9\nEOF", []),
        (
            "FROM scratch\n\nEXPOSE 8080",
            [(5, "app/Dockerfile:3 says that the container listens on 8080, but the tasks' port is 3000")],
        ),
        ("FROM --platform=$BUILDPLATFORM x AS build\nFROM --platform=linux/amd64 scratch", []),
        ("FROM --platform=linux/arm64 x AS build\nFROM scratch", []),
        ("FROM --platform=linux/arm64 x", [(4, "app/Dockerfile:1 is for linux/arm64, but the tasks are x86_64")]),
        (
            "ARG CPU=arm64\nFROM --platform=linux/${CPU} \\\n  x",
            [(4, "app/Dockerfile:2 is for linux/arm64, but the tasks are x86_64")],
        ),
    ],
)
def test_a_dockerfile_that_contradicts_the_spec(
    repository: Path, dockerfile: str, expected: list[tuple[int, str]]
) -> None:
    (repository / "app/Dockerfile").write_text(dockerfile)
    assert complaints(repository) == expected


def _notes(repository: Path, dockerfile: str, **changed: object) -> list[str]:
    (repository / "app/Dockerfile").write_text(dockerfile)
    file = repository / "specs/shop.yaml"
    build = compile_spec(SPEC.format(version_file="none", test="[]"), str(file))
    return list(notes([source._replace(**changed) for source in build.sources], str(file)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("image", "instead"),
    [
        ("node:24", "take public.ecr.aws/docker/library/node:24"),
        ("library/node", "take public.ecr.aws/docker/library/node"),
        ("docker.io/library/python:3.14-slim", "take public.ecr.aws/docker/library/python:3.14-slim"),
        ("bitnami/node:24", "look for it at https://gallery.ecr.aws, or set build.registry_login"),
        ("public.ecr.aws/docker/library/node:24", ""),
        ("ghcr.io/acme/node:24", ""),
        ("localhost/node", ""),
        ("registry:5000/node", ""),
        ("scratch", ""),
        ("$IMAGE", ""),
    ],
)
def test_an_image_of_docker_hub_is_named_with_what_to_take_instead(repository: Path, image: str, instead: str) -> None:
    found = _notes(repository, f"# ours\nFROM {image} AS base\nFROM base")
    limits = "comes from Docker Hub, which limits how often builds may pull"
    assert found == ([f"app/Dockerfile:2: {image} {limits}: {instead} [docker-hub]"] if instead else [])
    assert _notes(repository, f"FROM {image}", registry_login="docker-hub") == []


_STAGES = """\
FROM --platform=linux/arm64 node:24 AS build
EXPOSE 9
FROM public.ecr.aws/nginx/nginx:1 AS Runtime
EXPOSE 3000
FROM scratch
EXPOSE 8080
"""


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("runtime", []),
        ("Runtime", []),
        (
            "build",
            [
                (5, "app/Dockerfile:1 is for linux/arm64, but the tasks are x86_64"),
                (6, "app/Dockerfile:2 says that the container listens on 9, but the tasks' port is 3000"),
            ],
        ),
        ("test", [(9, "app/Dockerfile has no stage test, and so no image can be built")]),
    ],
)
def test_a_target_is_a_stage_and_the_one_that_is_judged(
    repository: Path, target: str, expected: list[tuple[int, str]]
) -> None:
    (repository / "app/Dockerfile").write_text(_STAGES)
    text = SPEC.format(version_file="none", test=f"[]\n  target: {target}")
    text = text.replace("  port: 3000\n", "  architecture: x86_64\n  port: 3000\n")
    file = repository / "specs" / "shop.yaml"
    found = problems(compile_spec(text, str(file)).sources, text, str(file))
    places = {"service.architecture": 5, "service.port": 6, "build.target": 9}
    assert list(dict.fromkeys((places[each.location.path], each.message) for each in found)) == expected
    read_only = [note for note in _notes(repository, _STAGES, target=target) if "read-only-root" in note]
    assert len(read_only) == (target.lower() == "runtime")


GUNICORN = 'FROM scratch\nCMD ["gunicorn", "app:app"]'


@pytest.mark.parametrize(
    ("dockerfile", "changed", "beginning"),
    [
        (GUNICORN, {}, "app/Dockerfile:2: gunicorn writes to /tmp, and the root file system is read-only"),
        (GUNICORN, {"tmp": True}, ""),
        (GUNICORN, {"read_only": False}, ""),
        ('FROM scratch\nCMD ["gunicorn", "--worker-tmp-dir", "/dev/shm", "app:app"]', {}, ""),
        ("FROM public.ecr.aws/nginx/nginx:1", {}, "app/Dockerfile:1: nginx writes to /var/cache/nginx and /run"),
        ("FROM public.ecr.aws/nginx/nginx:1 AS one\nFROM scratch", {}, ""),
    ],
)
def test_a_program_that_writes_to_a_read_only_root(
    repository: Path, dockerfile: str, changed: dict[str, object], beginning: str
) -> None:
    found = _notes(repository, dockerfile, **changed)
    assert [note[: len(beginning)] for note in found] == ([beginning] if beginning else [])


@pytest.mark.parametrize(
    ("default", "branches", "packed", "is_found"),
    [
        ("master", [], "", True),
        ("main", [], "", False),
        ("master", ["refs/remotes/origin/main"], "", False),
        ("master", ["refs/heads/main"], "", False),
        ("master", [], "# pack-refs\n0123 refs/remotes/origin/main\n", False),
        ("", [], "", False),
    ],
)
def test_a_main_that_the_remote_does_not_have(
    repository: Path, default: str, branches: list[str], packed: str, is_found: bool
) -> None:
    git = repository / ".git"
    for name in ["refs/remotes/origin/HEAD", *branches]:
        (git / name).parent.mkdir(parents=True, exist_ok=True)
        (git / name).write_text(f"ref: refs/remotes/origin/{default}\n" if default else "")
    (git / "packed-refs").write_text(packed)
    message = f"there is no branch main: the default branch of the remote is {default}"
    assert complaints(repository) == ([(1, message)] if is_found else [])
    more = f"git: {{main: {default}}}\n"
    assert not is_found or complaints(repository, more=more) == []


@pytest.mark.parametrize(
    "command",
    ["'echo \"a'", "'if true; then'", "'a | | b'", "'(a'", "'a ;; b'", "done", "'$(a'", "'echo `a'", "fi"],
)
def test_a_test_that_is_no_shell(tmp_path: Path, command: str) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app/Dockerfile").write_text("FROM scratch\n")
    [(line, message)] = complaints(tmp_path, "none", f"[make test, {command}]")
    assert line == 9
    assert "is no command that a shell can read: " in message


@pytest.mark.parametrize(
    "command",
    ["'a && (b | c) > d 2>&1'", "'[[ a =~ ^b$ ]]'", "'a |& tee b'", "'for x in a b; do echo $x; done'", "'echo é'"],
)
def test_a_test_that_is_shell(tmp_path: Path, command: str) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app/Dockerfile").write_text("FROM scratch\n")
    assert complaints(tmp_path, "none", f"[{command}]") == []


def test_where_there_is_no_bash_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app/Dockerfile").write_text("FROM scratch\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert complaints(tmp_path, "none", "['(a']") == []
