"""The Dockerfile beside a spec -> where the two contradict each other, and what will probably go wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.app.build.product import Source
from generator.app.checkout.file import read_text
from generator.app.checkout.finding import Finding
from generator.gate import dockerfile

_PLATFORMS = {"x86_64": ("linux/amd64", "amd64", "linux/x86_64"), "arm64": ("linux/arm64", "arm64", "linux/arm64/v8")}
_PORT = re.compile(r"([0-9]{1,5})(?:/tcp)?", re.IGNORECASE)
_DIRECTIVE = "syntax="
"""Names another language than Dockerfile's: https://docs.docker.com/reference/dockerfile/#syntax"""
_HUB = ("docker.io/", "index.docker.io/", "registry-1.docker.io/")
_WRITERS = (
    (re.compile(r"\bnginx\b"), "nginx writes to /var/cache/nginx and /run", "`service.read_only: false`"),
    (
        re.compile(r"\bgunicorn\b(?!.*--worker-tmp-dir)"),
        "gunicorn writes to /tmp",
        "`service.tmp: true` or gunicorn's --worker-tmp-dir /dev/shm",
    ),
)


def findings(source: Source, text: str | None) -> Iterator[Finding]:
    """What keeps the image from running: it is for another processor, or listens on another port."""
    if text is None:
        return
    file = f"{source.context}/{source.dockerfile}"
    every = dockerfile.stages(text)
    built = _built(source, every)
    last = every[built] if every and built is not None else None
    if built is None:
        names = [stage.name for stage in every if stage.name]
        message = f"{file} has no stage {source.target}, and so no image can be built"
        known = f"its stages are {', '.join(names)}" if names else f"write `FROM … AS {source.target}`"
        yield Finding(("build", "target"), message, known)
    if not every and _DIRECTIVE not in text:
        message = f"{file} has no FROM, and so no image can be built"
        yield Finding(("service", "dockerfile"), message, "name the image that it begins with")
    if last and last.platform and "$" not in last.platform and last.platform not in _PLATFORMS[source.architecture]:
        message = f"{file}:{last.line} is for {last.platform}, but the tasks are {source.architecture}"
        yield Finding(("service", "architecture"), message, "take --platform out of the FROM: the build says it")
    exposed = [
        (int(match[1]), each.line)
        for each in (() if built is None else dockerfile.instructions_of(text, built))
        if each.name == "EXPOSE"
        for word in each.rest.split()
        if (match := _PORT.fullmatch(word))
    ]
    if source.port and exposed and source.port not in [port for port, _ in exposed]:
        port, line = exposed[0]
        message = f"{file}:{line} says that the container listens on {port}, but the tasks' port is {source.port}"
        yield Finding(("service", "port"), message, f"write `port: {port}`, or correct the EXPOSE")


def _built(source: Source, every: Sequence[dockerfile.Stage]) -> int | None:
    """Which stage becomes the image; None where the file has none of that name. Docker asks for no case."""
    if source.target is None or not every:
        return -1
    return next((index for index, stage in enumerate(every) if stage.name == source.target.lower()), None)


def notes(source: Source, text: str | None) -> Iterator[str]:
    """What may go well all the same: a pull that is limited, and a program that writes to a read-only root."""
    if text is None:
        return
    file = f"{source.context}/{source.dockerfile}"
    every = dockerfile.stages(text)
    if source.registry_login is None and "docker-hub" not in source.accepts:
        for index, stage in enumerate(every):
            if is_from_docker_hub(stage.image, [earlier.name for earlier in every[:index]]):
                yield (
                    f"{file}:{stage.line}: {stage.image} comes from Docker Hub, which limits how often builds may pull:"
                    f" {_instead(stage.image)} [docker-hub]"
                )
    built = _built(source, every)
    if every and built is not None:
        yield from _writers(source, text, file, built)


def _writers(source: Source, text: str, file: str, built: int) -> Iterator[str]:
    if not source.read_only or source.tmp or "read-only-root" in source.accepts:
        return
    stage = dockerfile.stages(text)[built]
    places = [(stage.image, stage.line)]
    starts = (each for each in dockerfile.instructions_of(text, built) if each.name in {"CMD", "ENTRYPOINT"})
    places += [(each.rest, each.line) for each in starts]
    for pattern, message, way in _WRITERS:
        line = next((line for words, line in places if pattern.search(words)), None)
        if line is not None:
            yield f"{file}:{line}: {message}, and the root file system is read-only: {way} lets it [read-only-root]"


def is_from_docker_hub(image: str, stages: Sequence[str]) -> bool:
    """Whether a name without a registry, or with Docker's, is pulled; not ``scratch`` nor an earlier stage.

    https://docs.docker.com/reference/cli/docker/image/tag/#description
    """
    if not image or "$" in image or image == "scratch" or image.lower() in stages:
        return False
    host, slash, _ = image.partition("/")
    return image.startswith(_HUB) or not (slash and ("." in host or ":" in host or host == "localhost"))


def _instead(image: str) -> str:
    """ECR Public has Docker's official images, whose names have one part: https://gallery.ecr.aws/docker."""
    for host in _HUB:
        image = image.removeprefix(host)
    name = image.removeprefix("library/")
    if "/" not in name:
        return f"take public.ecr.aws/docker/library/{name}"
    return "look for it at https://gallery.ecr.aws, or set build.registry_login"


def read(source: Source, context: Path) -> str | None:
    """The text of the Dockerfile, in which Docker asks for UTF-8 nowhere; None where there is none that can be read."""
    try:
        return read_text(context / source.dockerfile, errors="replace").removeprefix("\ufeff")
    except (OSError, ValueError):
        return None
