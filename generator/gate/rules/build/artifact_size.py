"""Systems -> builds that hand over whole folders, which CodeDeployToECS refuses above 3 MB."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.action import actions
from generator.gate.rule import Finding, Rule
from generator.gate.shell import output_files
from generator.gate.system import System
from generator.problems import Severity

_EVERYTHING = frozenset({"*", "**", "**/*", "./*", "./**/*", "."})


def _check(system: System) -> Iterator[Finding]:
    is_ecs = any(action.provider == "CodeDeployToECS" for action in actions(system)) or bool(system.released)
    for buildspec in system.buildspecs if is_ecs else ():
        for index, file in enumerate(output_files(buildspec)):
            if file in _EVERYTHING or file.endswith("/**/*") or file.startswith("**"):
                message = f"the build hands over {file}; CodeDeployToECS takes no artifact over 3 MB"
                hint = "list taskdef.json, the appspec and imageDetail.json, and nothing else"
                yield Finding(buildspec, message, ("artifacts", "files", index), hint)


RULE = Rule(
    "artifact-size",
    "The build of an ECS release hands over the files that CodeDeployToECS reads, and no wildcard.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html",
    _check,
    """
 taskdef.json: {family: shop, containerDefinitions: [{name: shop, image: "<IMAGE1_NAME>"}]}
 buildspec.yml:
   version: 0.2
   phases: {build: {commands: [write imageDetail.json]}}
   artifacts:
     files:
-      - "**/*"
+      - taskdef.json
+      - appspec.yaml
+      - imageDetail.json
    """,
    severity=Severity.WARNING,
)
