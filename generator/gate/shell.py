"""A buildspec -> the commands in it, and the files that they write."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.subject import SideFile
from generator.gate.value import mapping, texts


def phase_commands(buildspec: SideFile) -> Iterator[tuple[str, int, str]]:
    """Phase, number and text of every command."""
    for phase, body in mapping(buildspec.data, "phases").items():
        for index, command in enumerate(texts(mapping(body).get("commands"))):
            yield str(phase), index, command


def commands(buildspec: SideFile) -> str:
    """All commands as one script."""
    return "\n".join(command for _, _, command in phase_commands(buildspec))


def output_files(buildspec: SideFile) -> list[str]:
    """What the build hands on, without the folder that it is in."""
    return texts(mapping(buildspec.data, "artifacts").get("files"))
