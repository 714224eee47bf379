"""A build -> the images that it copies from one repository to another, as its commands and variables say them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import NamedTuple

from generator.gate.pushed import expanded, scripts
from generator.gate.system import Resource, System

_COPIES = re.compile(r"\bdocker[ -]buildx imagetools create\b(?P<arguments>(?:\"[^\"\n]*\"|'[^'\n]*'|[^\n;&|<>])*)")
# The options that take a value: https://docs.docker.com/reference/cli/docker/buildx/imagetools/create/
_WITH_VALUE = frozenset(
    {"--annotation", "--builder", "--file", "--metadata-file", "--platform", "--progress", "--tag", "-f", "-p", "-t"}
)
_CARBON = frozenset({"--prefer-index=false", "--prefer-index=0"})
_DIGEST = re.compile(r"@(?:\$\{?(?P<variable>\w+)\}?)?")
_ECR = re.compile(r"^(?P<account>\d{12}|\*)\.dkr\.ecr\.(?P<region>[a-z0-9-]+|\*)\.amazonaws\.[a-z.]+/(?P<name>[^:@]+)")


class Copy(NamedTuple):
    """One command that copies, in the words of the shell without their quotes."""

    sources: tuple[str, ...]
    is_carbon: bool
    """Whether a single manifest stays as it is; by default it gets a list around it, with a digest of its own."""

    @property
    def is_by_digest(self) -> bool:
        """Whether it says by their digests what it copies."""
        return all("@" in source for source in self.sources)

    @property
    def digests(self) -> list[str]:
        """The variables that the digests are in."""
        found = [_DIGEST.search(source) for source in self.sources]
        return [match["variable"] for match in found if match and match["variable"]]


def copies(script: str) -> Iterator[Copy]:
    """Those that a script makes."""
    for match in _COPIES.finditer(script.replace("\\\n", " ")):
        try:
            words = shlex.split(match["arguments"])
        except ValueError:
            continue
        if "--dry-run" not in words:
            yield Copy(tuple(_sources(words)), bool(_CARBON & {*words}))


def _sources(words: list[str]) -> Iterator[str]:
    is_value = False
    for word in words:
        if not is_value and not word.startswith("-"):
            yield word
        is_value = word in _WITH_VALUE


def copied(system: System, project: Resource) -> list[str]:
    """The ARNs of the repositories of ECR that a build copies from, ``*`` for what is not known of them."""
    found = {
        f"arn:*:ecr:{match['region']}:{match['account']}:repository/{match['name']}": None
        for script, known in scripts(system, project)
        for copy in copies(script)
        for source in copy.sources
        if (match := _ECR.match(expanded(source, known)))
    }
    return [*found]
