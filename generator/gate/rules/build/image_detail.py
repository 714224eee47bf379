"""Systems -> builds that tell CodeDeployToECS of the new image in another action's words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.kind import Kind
from generator.gate.rule import Finding, Rule
from generator.gate.shell import commands, output_files, phase_commands
from generator.gate.system import System
from generator.gate.value import (
    text,
)

_WRITES = re.compile(r"(?:printf|echo)\s+(?P<payload>.*?)>\s*\S*imageDetail\.json", re.S)


def _check(system: System) -> Iterator[Finding]:
    for file in system.files_of(Kind.IMAGE_DETAIL):
        if not text(file.data, "ImageURI"):
            yield Finding(
                file, 'imageDetail.json is one object, {"ImageURI": "..."}, and neither a list nor any other key'
            )
    for buildspec in system.buildspecs:
        is_released = False
        for phase, index, command in phase_commands(buildspec):
            for match in _WRITES.finditer(command):
                is_released = True
                payload = match["payload"]
                if '"ImageURI"' not in payload.replace("\\", "") or re.search(r"\[\s*\{", payload):
                    message = 'writes imageDetail.json as something else than the object {"ImageURI": "..."}'
                    yield Finding(buildspec, message, ("phases", phase, "commands", index))
        wants = "imageDetail.json" in {name.rsplit("/", 1)[-1] for name in output_files(buildspec)}
        if wants and not is_released and "imageDetail.json" not in commands(buildspec):
            yield Finding(buildspec, "hands over imageDetail.json, but no command writes it", ("artifacts", "files"))


RULE = Rule(
    "image-detail",
    'imageDetail.json is the object {"ImageURI": "..."}; the list of imagedefinitions.json is for rolling deployments.',
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/file-reference.html",
    _check,
    """
 buildspec.yml:
   version: 0.2
   phases:
     build:
       commands:
-        - printf '[{"name":"shop","imageUri":"%s"}]' "$IMAGE" > imageDetail.json
+        - printf '{"ImageURI":"%s"}' "$IMAGE" > imageDetail.json
    """,
)
