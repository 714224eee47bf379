"""Systems -> builds that push an image which they did not log in for, or which has no such name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.shell import commands, phase_commands
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
            user = _USER.search(command)
            if user and _ECR.search(command) and user[1] != "AWS":
                message = f"the user of ECR's password is AWS, not {user[1]}: the registry refuses the login"
                yield Finding(buildspec, message, path)


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
