"""Systems -> builds that release an image which is there already, and do not look whether it is the one they mean."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from generator.gate.build import builds_of
from generator.gate.copied import copies
from generator.gate.image_source import image_sources
from generator.gate.rule import Finding, Rule
from generator.gate.shell import commands, phase_commands
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.gate.value import mapping, text
from generator.problems import Severity

_VARIABLE = r"\$\{?(\w+)\}?"
_COMPARED = re.compile(rf"\[[^\n]*?{_VARIABLE}\"?\s*(?:!=|==?|=~)\s*\"?{_VARIABLE}")
_SEARCHED = re.compile(rf"\b(?:grep|cmp|diff|case|jq)\b[^\n]*?{_VARIABLE}")
_AS_A_LIST = "https://github.com/docker/buildx/issues/2481"
"""The copy of one manifest is a list with it, which has a digest of its own."""


def _check(system: System) -> Iterator[Finding]:
    for buildspec in system.buildspecs:
        yield from _of_copies(buildspec)
        yield from _of_sources(system, buildspec)


def _of_copies(buildspec: SideFile) -> Iterator[Finding]:
    compared = _looked_at(commands(buildspec))
    for phase, index, command in phase_commands(buildspec):
        path = ("phases", phase, "commands", index)
        for copy in copies(command):
            named = " ".join(copy.sources)
            if len(copy.sources) != 1:
                continue  # A list is made of several images, and is none of them.
            if not copy.is_by_digest:
                message = f"copies {named}, whatever has that tag by then: it need not be the image that was tested"
                yield Finding(buildspec, message, path, "ask for its digest first, and copy NAME@DIGEST")
            elif copy.digests and not compared & {*copy.digests}:
                message = f"copies {named}, and compares the copy's digest with nothing: it may be another image"
                yield Finding(buildspec, message, path, f"end unless its digest is ${copy.digests[0]}")
            elif copy.digests and not copy.is_carbon:
                message = f"copies {named} into a list where it is one manifest: its digest is another, and it ends"
                hint = f"add --prefer-index=false: {_AS_A_LIST}"
                yield Finding(buildspec, message, path, hint, Severity.WARNING)


def _of_sources(system: System, buildspec: SideFile) -> Iterator[Finding]:
    """Builds that are told the digest of the image which started the run."""
    for build in builds_of(system, buildspec):
        spaces = {text(source.data, "Namespace") for source in image_sources(build.pipeline)} - {""}
        for name, value in _given(text(build.configuration, "EnvironmentVariables")):
            is_digest = any(value == f"#{{{space}.ImageDigest}}" for space in spaces)
            if is_digest and name not in _looked_at(commands(buildspec)):
                message = f"is told {name}, the image that started the run, and releases another if its tag has moved"
                yield Finding(buildspec, message, ("phases",), f"end unless the image's digest is ${name}")


def _given(variables: str) -> Iterator[tuple[str, str]]:
    try:
        listed = json.loads(variables)
    except ValueError:
        return
    for each in listed if isinstance(listed, list) else ():
        yield text(mapping(each), "name"), text(mapping(each), "value")


def _looked_at(script: str) -> set[str]:
    """The variables that a command compares with another, or looks for."""
    pairs = {name for match in _COMPARED.finditer(script) for name in match.groups()}
    return pairs | {match[1] for match in _SEARCHED.finditer(script)}


RULE = Rule(
    "image-digest",
    "A build that releases an image which is there already compares its digest with that of the image it means.",
    "https://docs.docker.com/reference/cli/docker/buildx/imagetools/create/",
    _check,
    """
 buildspec.yml:
   version: 0.2
   phases:
     pre_build:
       on-failure: ABORT
       commands:
         - aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
         - docker buildx imagetools create --prefer-index=false -t "$REGISTRY/shop:$TAG" "$TESTED@$WANTED"
-        - echo "$WANTED is copied"
+        - |
+          FOUND="$(aws ecr batch-get-image --repository-name shop --image-ids "imageTag=$TAG" \\
+            --query "images[0].imageId.imageDigest" --output text)"
+          if [ "$FOUND" != "$WANTED" ]; then exit 1; fi
    """,
    severity=Severity.ADVICE,
)
