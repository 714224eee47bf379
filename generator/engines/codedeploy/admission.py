"""What the admission asks of a commit's task definition and app spec, in shell commands: are they for this service?

The build fills in the image alone, so that a commit whose files are another environment's would be released there.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator

from generator import naming
from generator.cfn import yaml
from generator.engines.codedeploy.files import APPSPEC, TASK_DEFINITION
from generator.model.service import Service
from generator.naming import placeholder
from generator.resources.connect import port_mappings

# Read out of git's store: nothing of the commit is checked out, so that no attribute of it runs a filter.
# https://git-scm.com/docs/git-cat-file
_TASK = """\
if ! git cat-file blob "$COMMIT:FILE" | python3 -I -c '
import json, sys
known, task = json.loads(sys.argv[1]), json.load(sys.stdin)
[container] = task["containerDefinitions"]
its_own = known.pop("container")
sys.exit(not (known.items() <= task.items() and its_own.items() <= container.items()))
' FACTS; then
  echo "FILE of $COMMIT is not for this environment: generate it anew" >&2
  false
fi
"""

_ALONE = '[container] = task["containerDefinitions"]'
_FIRST = 'container, *beside = task["containerDefinitions"]'
"""The service's own container is the first, before its sidecars."""

_APPSPEC = """\
FOUND="$(git cat-file blob "$COMMIT:FILE" | sed 's/^ *//' |
  grep -E '^(TaskDefinition|Container(Name|Port)):')"
if [ "$FOUND" != LINES ]; then
  echo "FILE of $COMMIT is not for this environment: generate it anew" >&2
  false
fi
"""


def checks(service: Service) -> Iterator[str]:
    """The commands, for the two files."""
    taskdef, appspec = (
        f"{naming.OUTPUT_FOLDER}/{service.names.file_path(file)}" for file in (TASK_DEFINITION, APPSPEC)
    )
    container = service.container
    task = _TASK.replace(_ALONE, _FIRST) if container.sidecars or container.tracing else _TASK
    yield task.replace("FILE", taskdef).replace("FACTS", shlex.quote(_task_facts(service)))
    yield _APPSPEC.replace("FILE", appspec).replace("LINES", shlex.quote(_appspec_lines(service)))


def _task_facts(service: Service) -> str:
    """What of a task definition never changes from release to release; the image is the build's to say."""
    names = service.names
    facts = {
        "family": names.family,
        "executionRoleArn": placeholder.EXECUTION_ROLE,
        "taskRoleArn": placeholder.TASK_ROLE,
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "container": {
            "name": names.container,
            "image": placeholder.IMAGE,
            "portMappings": port_mappings(service),
        },
    }
    return json.dumps(facts, indent=2)


def _appspec_lines(service: Service) -> str:
    """Written as ``appspec.py`` writes them, quotes included."""
    facts = {
        "TaskDefinition": placeholder.REVISION,
        "ContainerName": service.target_container,
        "ContainerPort": service.container.target_port,
    }
    return yaml.dump(facts).rstrip("\n")
