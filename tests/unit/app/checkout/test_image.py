"""The Dockerfile that is missing, that contradicts the spec, or whose image writes where it cannot."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.app.build.compile import compile_spec
from generator.app.checkout import problems
from tests.unit.app.checkout.repository import SPEC, complaints, notes_of


def test_no_dockerfile(repository: Path) -> None:
    (repository / "app/Dockerfile").unlink()
    assert complaints(repository) == [(4, "there is no file app/Dockerfile, and so no image can be built")]


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
    found = notes_of(repository, f"# ours\nFROM {image} AS base\nFROM base")
    limits = "comes from Docker Hub, which limits how often builds may pull"
    assert found == ([f"app/Dockerfile:2: {image} {limits}: {instead} [docker-hub]"] if instead else [])
    assert notes_of(repository, f"FROM {image}", registry_login="docker-hub") == []


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
    read_only = [note for note in notes_of(repository, _STAGES, target=target) if "read-only-root" in note]
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
    found = notes_of(repository, dockerfile, **changed)
    assert [note[: len(beginning)] for note in found] == ([beginning] if beginning else [])
