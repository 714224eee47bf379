"""``make handlers SOURCE=... [TYPE=...]``: how AWS's schemas differ from the extract that deployers are derived from.

SOURCE is a folder, a zip file or a wheel of schemas, such as the ``CloudformationSchema.zip`` of
https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schemas.html. With TYPE, a resource type
that is not in the extract yet: what is to be put there.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.cfn.handlers import handlers
from tests.handlers.schemas import permissions

Handlers = Mapping[str, Mapping[str, str]]


def differences(extract: Handlers, newer: Handlers) -> Iterator[str]:
    """What the extract lacks, and what only it has, of the types in it; a line each."""
    for resource_type, known in extract.items():
        now = newer.get(resource_type)
        if now is None:
            yield f"  {resource_type}: has no handlers there"
            continue
        for action in sorted(now.keys() - known.keys()):
            yield f"+ {resource_type}: {action} ({now[action]})"
        for action in sorted(known.keys() - now.keys()):
            yield f"- {resource_type}: {action} ({known[action]})"


def main(arguments: Sequence[str]) -> int:
    """1 where the source names a call that the extract lacks, or not the type that is asked for."""
    if not arguments or not Path(arguments[0]).exists():
        sys.stderr.write("say where the schemas are: make handlers SOURCE=CloudformationSchema.zip\n")
        return 2
    found = permissions(Path(arguments[0]))
    if arguments[1:]:
        sys.stdout.write(json.dumps({name: found.get(name, {}) for name in arguments[1:]}, indent=2) + "\n")
        return int(not all(name in found for name in arguments[1:]))
    lines = [*differences(handlers(), found)]
    sys.stdout.write("\n".join(lines or ["no difference"]) + "\n")
    return int(any(line.startswith("+") for line in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
