"""A valid spec and the repository around it -> what the build would not find there, or not be able to read.

CodeBuild would find out too, after the tag is pushed and the pipeline has begun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.app.build.product import Source
from generator.app.checkout import branch, commands, image, shell
from generator.app.checkout.file import read_text
from generator.app.checkout.finding import Finding
from generator.gitflow import version_file
from generator.problems import Location, Problem

if TYPE_CHECKING:
    from generator.spec.base import Base
    from generator.spec.node import Step

_CODE = "checkout"
_PLAIN_VERSION = re.compile(r"(0|[1-9][0-9]{0,9})(\.(0|[1-9][0-9]{0,9})){2}")
"""What nearly every version file holds; only the rest is worth the time that loading the library takes."""


def problems(sources: Sequence[Source], text: str, file: str, bases: Sequence[Base] = ()) -> tuple[Problem, ...]:
    """What is missing for each environment's build; ``file`` is the spec's path, ``text`` what is in it."""
    root = repository_root(Path(file))
    return tuple(
        Problem(_location(source, text, file, bases, finding.path), finding.message, _CODE, finding.hint)
        for source in sources
        for finding in _findings(source, root)
    )


def notes(sources: Sequence[Source], file: str) -> tuple[str, ...]:
    """What may fail a build or a task, each once; ``file`` is the spec's path."""
    root = repository_root(Path(file))
    found = (note for source in sources for note in image.notes(source, image.read(source, root / source.context)))
    return tuple(dict.fromkeys(found))


def repository_root(spec: Path) -> Path:
    """The folder of the repository that a spec is in: git's, else the one that ``specs/`` is in."""
    folder = spec.absolute().parent
    for candidate in (folder, *folder.parents):
        if (candidate / ".git").exists():
            return candidate
    return folder.parent if folder.name == "specs" else folder


def _location(source: Source, text: str, file: str, bases: Sequence[Base], path: Sequence[Step]) -> Location:
    # Only a finding pays for reading the spec again: an unchanged one comes from the cache.
    from generator.spec.loader import locate

    return locate(text, file, source.environment, source.service, *path, bases=bases)


def _findings(source: Source, root: Path) -> Iterator[Finding]:
    context = root / source.context
    at_context = ("service", "context")
    if not context.resolve().is_relative_to(root.resolve()):
        yield Finding(at_context, f"{source.context} leads out of the repository {root}")
    elif not context.is_dir():
        hint = "the path is relative to the repository's root; put the service there, or change service.context"
        yield Finding(at_context, f"there is no folder {source.context} in {root}", hint)
    else:
        yield from branch.findings(source.main, root)
        if not (context / source.dockerfile).is_file():
            message = f"there is no file {source.context}/{source.dockerfile}, and so no image can be built"
            yield Finding(("service", "dockerfile"), message)
        else:
            yield from image.findings(source, image.read(source, context))
        yield from commands.findings(source, context)
        yield from shell.findings(source.test)
        yield from _version_findings(source, context)


def _version_findings(source: Source, context: Path) -> Iterator[Finding]:
    name = source.version_file
    if name == "none":
        return
    shown = f"{source.context}/{name}"
    at_file = ("build", "version_file")
    hint = "its version must equal the release's tag; `version_file: none` compares nothing"
    try:
        version = version_file.read(name, read_text(context / name))
    except FileNotFoundError:
        yield Finding(at_file, f"there is no file {shown}", hint)
    except version_file.NoVersionError:
        if name == "pyproject.toml" and version_file.is_dynamic(context / name):
            message = f"the version in {shown} is dynamic: only a build tool knows it, and the tag is compared before"
            yield Finding(at_file, message, "write it down there, or in a file VERSION with `version_file: VERSION`")
        else:
            yield Finding(at_file, f"{shown} holds no version", hint)
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as refusal:
        why = isinstance(refusal, OSError) and refusal.strerror
        yield Finding(at_file, f"cannot read {shown}: {why or refusal}", hint)
    else:
        if not _is_version(version):
            message = f"the version in {shown} is {version!r}, which is not MAJOR.MINOR.PATCH"
            yield Finding(at_file, message, "https://semver.org says which versions there are")


def _is_version(text: str) -> bool:
    if _PLAIN_VERSION.fullmatch(text):
        return True
    from generator.gitflow import version

    return version.parse(text) is not None
