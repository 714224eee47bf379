"""Systems -> builds that write a variable's name where its value was meant, for the sake of single quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.shell import commands, phase_commands, single_quoted
from generator.gate.system import System

_VARIABLE = re.compile(r"(?<!\\)\$(?:\{([A-Z][A-Z0-9_]+)\}|([A-Z][A-Z0-9_]+)\b)")
_TAKES_LITERALLY = re.compile(r"(?:^|[;&|(]\s*|\bthen\s+|\bdo\s+)(printf|echo|sed|docker)\b")
"""Commands that have no use for a variable's name; awk, jq, bash -c, envsubst and others do have."""


def _check(system: System) -> Iterator[Finding]:
    for buildspec in system.buildspecs:
        if "envsubst" in commands(buildspec):
            continue
        for phase, index, command in phase_commands(buildspec):
            for line in command.replace("\\\n", " ").splitlines():
                if not _TAKES_LITERALLY.search(line.strip()):
                    continue
                found = [match for quoted in single_quoted(line) for match in _VARIABLE.finditer(quoted)]
                if found:
                    name = found[0][1] or found[0][2]
                    message = f"${name} is in single quotes: the text has the name, and never the value"
                    yield Finding(buildspec, message, ("phases", phase, "commands", index), "use double quotes")
                    break


RULE = Rule(
    "single-quotes",
    "No variable that a build is to replace stands in single quotes.",
    "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02",
    _check,
    """
 buildspec.yml:
   version: 0.2
   phases:
     build:
       commands:
-        - printf '{"ImageURI":"${IMAGE}"}' > imageDetail.json
+        - printf '{"ImageURI":"%s"}' "${IMAGE}" > imageDetail.json
    """,
)
