"""Systems -> builds that give an image a name which no registry takes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.shell import commands, image_references, phase_commands, variables
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.problems import Severity

_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
_ALLOWS_PLUS = re.compile(r"\(\?*:?\\\+\[")
_REPLACES_PLUS = re.compile(r"\btr\s+['\"]?\+|/\\?\+/|s[|#,]\\?\+[|#,]|%%?\+|\bcut\b")
_UPPER = re.compile(r"[A-Z]")


def _check(system: System) -> Iterator[Finding]:
    for buildspec in system.buildspecs:
        yield from _metadata(buildspec)
        known, said = variables(buildspec), set[str]()
        for phase, index, command in phase_commands(buildspec):
            for reference in image_references(command, known):
                fault = _fault(reference)
                if fault and fault not in said:
                    said.add(fault)
                    yield Finding(buildspec, fault, ("phases", phase, "commands", index))


def _metadata(buildspec: SideFile) -> Iterator[Finding]:
    """Versions with a +, which the build lets through and no image can be called."""
    script = commands(buildspec)
    if not _ALLOWS_PLUS.search(script) or _REPLACES_PLUS.search(script):
        return
    for phase, index, command in phase_commands(buildspec):
        if any("$" in reference.rpartition(":")[2] for reference in image_references(command, {})):
            message = "lets versions with a + through, which no image's tag has: 1.0.0+5 fails here"
            hint = 'replace the +, as in $(printf %s "$TAG" | tr + _)'
            yield Finding(buildspec, message, ("phases", phase, "commands", index), hint, Severity.WARNING)
            return


def _fault(reference: str) -> str:
    name, _, tag = (
        reference.split("@")[0].rpartition(":") if ":" in reference.rsplit("/", 1)[-1] else (reference, "", "")
    )
    literal = re.sub(r"\$\{?\w+\}?|\$\([^)]*\)", "", tag)
    if tag and "$" not in literal and re.search(r"[^A-Za-z0-9_.-]", literal):
        return f"'{tag}' is no tag: letters, digits, _, . and -, and so no +; a build's metadata needs another sign"
    if tag and "$" not in tag and not _TAG.fullmatch(tag):
        return f"'{tag}' is no tag: it begins with a letter, a digit or _ and has 128 characters at most"
    if "$" not in name and _UPPER.search(name.partition("/")[2] or name):
        return f"'{name}' is no image: a repository's name has small letters alone"
    return ""


RULE = Rule(
    "image-tag",
    "An image's name and tag have the characters that registries take: a tag has no +.",
    "https://docs.docker.com/reference/cli/docker/image/tag/",
    _check,
    """
 buildspec.yml:
   version: 0.2
   phases:
     build:
       commands:
-        - TAG=v1.0.0+build.5
+        - TAG=v1.0.0_build.5
         - docker push "$REGISTRY/shop:$TAG"
    """,
)
