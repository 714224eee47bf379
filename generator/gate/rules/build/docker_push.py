"""Systems -> builds that push an image which they did not log in for, or which has no such name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.shell import commands, phase_commands
from generator.gate.subject import Path, SideFile
from generator.gate.system import System
from generator.problems import Severity

_PUSH = re.compile(r"\bdocker\s+(?:image\s+)?push\s")
_BUILD = re.compile(r"\bdocker\s+(?:image\s+)?build\s")
"""Where nothing is built, there may be more than is given."""
_PROGRAM = re.compile(r"\bmake\b|\S\.sh\b")
"""What may do anything without saying so."""
_LOGIN = re.compile(
    r"\bdocker\s+login\b|\becr\s+get-login(?![\w-])|credHelpers|credsStore|ecr-login|\.docker/config\.json"
)
_NAMES = re.compile(r"(?:\s-t[= ]|\s--tag[= ]|\bdocker\s+(?:image\s+)?tag\s|\bcompose\b|\bbake\b|\bpack\s+build\b)")
_LOGS_IN = re.compile(r"\bdocker\s+login\b[^\n|;&]*")
_PASSWORD = re.compile(r"\s(?:-p|--password|--password-stdin)\b")
_NAMED = re.compile(r"\s(?:-t|--tag)[= ]+([^\s;&|]+)|\bdocker\s+(?:image\s+)?tag\s+[^\s;&|]+\s+([^\s;&|]+)")
_PUSHED = re.compile(r"\bdocker\s+(?:image\s+)?push\s+(?:--quiet\s+|-q\s+)?([^-\s;&|][^\s;&|]*)")
_ELSEWHERE = re.compile(r"\bmake\b|\S\.sh\b|\bcompose\b|\bbake\b|\bpack\s+build\b|\bdocker\s+(?:load|pull|import)\b")
"""What may give an image names without saying so."""
_USER = re.compile(r"\bdocker\s+login\b[^\n|;&]*?(?:--username|-u)[= ]+[\"']?(\w+)")
_ECR = re.compile(r"\becr\s+get-login-password\b")


def _check(system: System) -> Iterator[Finding]:
    for buildspec in system.buildspecs:
        script = commands(buildspec).replace("\\\n", " ")
        for phase, index, command in phase_commands(buildspec):
            path = ("phases", phase, "commands", index)
            # Around a buildspec that people wrote, there may be more than is given.
            severity = Severity.WARNING if buildspec.lines else None
            if _PUSH.search(command) and _BUILD.search(script) and not _PROGRAM.search(script):
                if not _LOGIN.search(script):
                    message = "docker push without docker login: the registry answers 'no basic auth credentials'"
                    yield Finding(buildspec, message, path, severity=severity)
                if not _NAMES.search(script):
                    message = "docker push of a name that no command gives an image: it does not exist locally"
                    yield Finding(buildspec, message, path, "docker build --tag", severity)
            yield from _asks(buildspec, path, command)
            for pushed in _unnamed(command, script):
                message = f"pushes {pushed}, and the image that is built has another tag: it does not exist locally"
                yield Finding(buildspec, message, path, severity=Severity.WARNING)
            user = _USER.search(command)
            if user and _ECR.search(command) and user[1] != "AWS":
                message = f"the user of ECR's password is AWS, not {user[1]}: the registry refuses the login"
                yield Finding(buildspec, message, path)


def _asks(buildspec: SideFile, path: Path, command: str) -> Iterator[Finding]:
    login = _LOGS_IN.search(command.replace("\\\n", " "))
    if login and not _PASSWORD.search(login[0]):
        message = "docker login without --password-stdin asks for the password, and a build has nobody to answer"
        yield Finding(buildspec, message, path)


def _unnamed(command: str, script: str) -> Iterator[str]:
    """What is pushed by the repository of an image that is built, but by another tag than each that it gets."""
    if _ELSEWHERE.search(script):
        return
    named = {_plain(name) for found in _NAMED.finditer(script) for name in found.groups() if name}
    repositories = {_split(name)[0] for name in named}
    for found in _PUSHED.finditer(command.replace("\\\n", " ")):
        pushed = _plain(found[1])
        repository, tag = _split(pushed)
        tags = {_split(name)[1] for name in named if _split(name)[0] == repository}
        is_same = any(re.search(rf"\b{re.escape(one[1:])}=[\"']?\$\{{?{re.escape(other[1:])}\b", script)
                      for each in tags for one, other in ((tag, each), (each, tag)) if one and other)  # fmt: skip
        if repository in repositories and tag not in tags and not is_same:
            yield pushed


def _plain(name: str) -> str:
    return re.sub(r"\$\{(\w+)\}", r"$\1", name.strip("\"'"))


def _split(name: str) -> tuple[str, str]:
    repository, _, tag = name.rpartition(":") if ":" in name.rpartition("/")[2] else (name, "", "latest")
    return repository, tag


RULE = Rule(
    "docker-push",
    "A build logs in to the registry, and gives its image the name by which it pushes it.",
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html",
    _check,
    """
 buildspec.yml:
   version: 0.2
   phases:
     build:
       on-failure: ABORT
       commands:
+        - aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
         - docker build --tag "$REGISTRY/shop:$CODEBUILD_BUILD_NUMBER" .
         - docker push "$REGISTRY/shop:$CODEBUILD_BUILD_NUMBER"
   env:
     variables: {REGISTRY: 111122223333.dkr.ecr.us-west-2.amazonaws.com}
    """,
)
