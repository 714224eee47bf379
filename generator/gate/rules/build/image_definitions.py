"""Systems -> builds that write imagedefinitions.json for a blue/green deployment, which never reads it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.action import actions
from generator.gate.blue_green import releases
from generator.gate.kind import Kind
from generator.gate.rule import Finding, Rule
from generator.gate.shell import output_files
from generator.gate.system import System
from generator.gate.value import mappings, text


def _check(system: System) -> Iterator[Finding]:
    for file in system.files_of(Kind.IMAGE_DEFINITIONS):
        for index, item in enumerate(mappings(file.data)):
            for key in ("name", "imageUri"):
                if not text(item, key):
                    yield Finding(file, f"lacks {key}: the deployment fails", (index,))
    providers = {action.provider for action in actions(system)}
    is_blue_green = bool(system.appspecs or any(releases(system))) and "ECS" not in providers
    if not is_blue_green:
        return
    message = "imagedefinitions.json is for rolling deployments: a blue/green release reads imageDetail.json"
    for file in system.files_of(Kind.IMAGE_DEFINITIONS):
        yield Finding(file, message)
    for buildspec in system.buildspecs:
        for index, name in enumerate(output_files(buildspec)):
            if name.rsplit("/", 1)[-1] == "imagedefinitions.json":
                yield Finding(buildspec, message, ("artifacts", "files", index))


RULE = Rule(
    "image-definitions",
    "A blue/green release hands the new image over in imageDetail.json, not in imagedefinitions.json.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/file-reference.html",
    _check,
    """
 appspec.yaml:
   version: 0.0
   Resources: []
 buildspec.yml:
   version: 0.2
   phases:
     build:
       commands:
         - make push
         - write-image-file imageDetail.json
   artifacts:
     files:
       - appspec.yaml
-      - imagedefinitions.json
+      - imageDetail.json
    """,
)
