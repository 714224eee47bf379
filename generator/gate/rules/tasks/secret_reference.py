"""Systems -> secrets whose source is no name and no ARN that ECS can read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.container import containers
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path
from generator.gate.system import System
from generator.gate.value import is_literal, mappings, text

_PARAMETER_NAME = re.compile(r"/?[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*")
_ARN = re.compile(
    r"arn:aws[\w-]*:(?:"
    r"ssm:[a-z0-9-]+:\d{12}:parameter/[A-Za-z0-9_./-]+"
    r"|secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@!-]+(?::[^:]*:[^:]*:[^:]*)?"
    r")"
)


def _check(system: System) -> Iterator[Finding]:
    for task in system.tasks:
        for path, container in containers(task):
            for where, secret in _secrets(path, container):
                source = text(secret, "ValueFrom")
                if secret.get("ValueFrom") == "":
                    yield Finding(task.place, "the secret has no source", task.path(*where, "ValueFrom"))
                if is_literal(source) and (fault := _fault(source)):
                    yield Finding(task.place, fault, task.path(*where, "ValueFrom"))


def _secrets(path: Path, container: Mapping[str, Any]) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    for index, secret in enumerate(mappings(container, "Secrets")):
        yield (*path, "Secrets", index), secret
    for index, secret in enumerate(mappings(container, "LogConfiguration", "SecretOptions")):
        yield (*path, "LogConfiguration", "SecretOptions", index), secret


def _fault(source: str) -> str:
    if not source.startswith("arn:"):
        if ":" in source or not _PARAMETER_NAME.fullmatch(source):
            return f"'{source}' is neither a parameter's name nor an ARN; a secret of Secrets Manager has its ARN here"
        return ""
    if _ARN.fullmatch(source):
        return ""
    if ":secretsmanager:" in source and ":secret:" in source and source.count(":") > 6:
        return f"{source}: after the secret come a JSON key, a stage and a version, and so three colons or none"
    return f"{source} is the ARN of neither a parameter nor a secret"


RULE = Rule(
    "secret-reference",
    "A secret of a container is a parameter's name or ARN, or a secret's ARN with all three colons or none.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html",
    _check,
    """
 taskdef.json:
   family: shop
   memory: "512"
   executionRoleArn: arn:aws:iam::111122223333:role/execution
   containerDefinitions:
     - name: shop
       image: "<IMAGE1_NAME>"
       secrets:
         - name: TOKEN
-          valueFrom: "arn:aws:secretsmanager:us-west-2:111122223333:secret:shop-AbCdEf:token"
+          valueFrom: "arn:aws:secretsmanager:us-west-2:111122223333:secret:shop-AbCdEf:token::"
    """,
)
