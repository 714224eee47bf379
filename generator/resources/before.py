"""The CodeBuild project that runs one task of a new image before the image gets traffic: ``release.before``.

What it runs stands in the template, and the image is the one that ECR has of the run's tag: nothing comes from the
commit, so that a version can be gone back to that is older than this. Nothing takes back what the task did, and a
stage that is tried again runs it again: RELEASE_RUN tells it which run of the pipeline it is for.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from typing import Any, NamedTuple

from troposphere import Region
from troposphere.codebuild import Project as BuildProject

from generator.cfn import yaml
from generator.model.release import Before
from generator.model.service import Service
from generator.naming import logical, placeholder
from generator.resources.filled_in import ACCESS_POINT, EXECUTION_ROLE, FILE_SYSTEM, SNS, TASK_ROLE
from generator.resources.release_tag import BEFORE_TOO, BEFORE_VARIABLE, NO_RELEASE, RELEASE_VARIABLE
from generator.resources.released_image import PUSHED, image_of_this_run
from generator.resources.released_task import OPEN, released_task
from generator.resources.step_project import REGISTRY, SNS_ARN, step_project
from generator.resources.task_definition import LOG_STREAM_PREFIX

RUN = "RELEASE_RUN"
"""What the task is told: the run of the pipeline, the same when a stage is tried again."""

_START_MINUTES = 10
"""For the pull of the image, and for a task that has been told to end."""
_PLACEHOLDER = f"<{RUN}>"
_OF_THE_TASK = ("portMappings", "healthCheck", "dependsOn")
"""What a task without traffic and without sidecars has no use for."""

_AGAIN = f"""\
AGAIN=no
if [ "${RELEASE_VARIABLE}" != {NO_RELEASE} ] && [ "${BEFORE_VARIABLE}" != {BEFORE_TOO} ]; then
  AGAIN=yes
  echo "${RELEASE_VARIABLE} is released again: nothing runs before it without {BEFORE_VARIABLE}={BEFORE_TOO}"
fi
"""

_ALONE = """\
OTHER="$(aws ecs list-tasks --cluster "$CLUSTER" --family "$FAMILY" --query "taskArns[0]" --output text)"
if [ "$OTHER" != None ]; then
  echo "$OTHER has not ended yet: wait for it, or stop it, and try this stage again" >&2
  exit 1
fi
"""

_STARTED = """\
REVISION="$(aws ecs register-task-definition --cli-input-json "$INPUT" \\
  --query taskDefinition.taskDefinitionArn --output text)"
STARTED="$(aws ecs run-task --cluster "$CLUSTER" --task-definition "$REVISION" --launch-type FARGATE \\
  --network-configuration "awsvpcConfiguration={subnets=[$SUBNETS],securityGroups=[$GROUP],assignPublicIp=$ADDRESS}" \\
  --query "[tasks[0].taskArn, failures[0].reason]" --output text)"
read -r TASK WHY <<< "$STARTED"
if [ "$TASK" = None ]; then
  echo "No task was started: $WHY" >&2
  exit 1
fi
echo "$TASK runs $IMAGE@$DIGEST, for $SECONDS_AT_MOST seconds at most"
"""

# Not `aws ecs wait tasks-stopped`, which gives up after ten minutes:
# https://docs.aws.amazon.com/cli/latest/reference/ecs/wait/tasks-stopped.html
_ENDED = """\
UNTIL=$((SECONDS + SECONDS_AT_MOST))
LATE=no
STATE=""
while [ "$STATE" != STOPPED ]; do
  if [ "$LATE" = no ] && [ "$SECONDS" -ge "$UNTIL" ]; then
    LATE=yes
    echo "It takes longer than $SECONDS_AT_MOST seconds, and is stopped" >&2
    aws ecs stop-task --cluster "$CLUSTER" --task "$TASK" --reason "longer than release.before.timeout" \\
      --query task.lastStatus --output text
  fi
  sleep 5
  STATE="$(aws ecs describe-tasks --cluster "$CLUSTER" --tasks "$TASK" --query "tasks[0].lastStatus" --output text)"
done
"""

_JUDGED = """\
aws logs get-log-events --log-group-name "$LOG_GROUP" --log-stream-name "PREFIX/$CONTAINER/${TASK##*/}" --limit 100 \\
  --query "events[].[message]" --output text || echo "There is no log of it" >&2
ENDED="$(aws ecs describe-tasks --cluster "$CLUSTER" --tasks "$TASK" \\
  --query "tasks[0].[containers[0].exitCode, stoppedReason, containers[0].reason]" --output text)"
IFS=$'\\t' read -r CODE STOPPED WHY <<< "$ENDED"
if [ "$LATE" = yes ] || [ "$CODE" != 0 ]; then
  echo "It ended with the exit code $CODE: $STOPPED ($WHY). The release ends here, and no traffic has moved" >&2
  exit 1
fi
echo "It ended well"
"""


class Around(NamedTuple):
    """What the task is put into: things of other stacks, each as the value that refers to it."""

    subnets: Any
    """Joined by commas."""
    security_groups: Any
    """Joined by commas."""
    execution_role: Any
    task_role: Any
    file_system: Any = None
    """The id of the environment's; None where the service has no folder in one."""
    access_point: Any = None
    """The id of that by which the service enters it."""


def before_project(service: Service, before: Before, role: Any, key: Any, around: Around) -> BuildProject:
    """It starts the task, and waits."""
    return step_project(
        logical.BEFORE_PROJECT,
        name=service.names.before_project,
        description=f"Runs a task before {service.names.container} is released to {service.environment.name}",
        role=role,
        key=key,
        buildspec=before_buildspec(service, before),
        stream="before",
        minutes=before.timeout + _START_MINUTES,
        variables=_variables(service, before, around),
    )


def _variables(service: Service, before: Before, around: Around) -> Iterator[tuple[str, Any]]:
    names = service.names
    yield "CLUSTER", names.environment.cluster
    yield "FAMILY", names.before_family
    yield "CONTAINER", names.container
    yield "LOG_GROUP", names.log_group
    yield "LOG_REGION", Region
    yield "SUBNETS", around.subnets
    yield "GROUP", around.security_groups
    yield "ADDRESS", "DISABLED" if service.project.network.has_private_tasks else "ENABLED"
    yield "REGISTRY", REGISTRY
    yield "REPOSITORY", service.image_repository
    if service.environment.trigger.tag:
        yield "PIPELINE", names.pipeline
    yield EXECUTION_ROLE, around.execution_role
    yield TASK_ROLE, around.task_role
    if service.container.publish:
        yield SNS, SNS_ARN
    if _mounts(service):
        yield FILE_SYSTEM, around.file_system
        yield ACCESS_POINT, around.access_point
    yield "SECONDS_AT_MOST", str(before.timeout * 60)


def before_buildspec(service: Service, before: Before) -> str:
    """One phase, whose first command that fails is the last: the stage fails then, and no traffic moves."""
    document: dict[str, Any] = {
        "version": 0.2,
        "env": {"shell": "bash"},
        "phases": {"build": {"on-failure": "ABORT", "commands": list(_commands(service, before))}},
    }
    return yaml.dump(document)


def _commands(service: Service, before: Before) -> Iterator[str]:
    yield from image_of_this_run(service)
    yield PUSHED
    yield _AGAIN
    values = {
        placeholder.IMAGE: "$IMAGE@$DIGEST",
        placeholder.VERSION: "$VERSION",
        placeholder.REGION: "$LOG_REGION",
        placeholder.EXECUTION_ROLE: f"${EXECUTION_ROLE}",
        placeholder.TASK_ROLE: f"${TASK_ROLE}",
        **({placeholder.SNS: f"${SNS}"} if service.container.publish else {}),
        _PLACEHOLDER: "$PIPELINE_EXECUTION_ID",
    }
    if _mounts(service):
        values |= {placeholder.FILE_SYSTEM: f"${FILE_SYSTEM}", placeholder.ACCESS_POINT: f"${ACCESS_POINT}"}
    edits = "".join(f' \\\n  -e "s|{open_part}|{value}|g"' for open_part, value in values.items())
    # Nobody takes a variable of the task, in a command such as `sh -c 'migrate $DATABASE_URL'`, for one of the build.
    task = shlex.quote(json.dumps(_task(service, before), ensure_ascii=False).replace("$", r"\u0024"))
    filled = f'INPUT="$(printf %s {task} | sed{edits})"\n'
    parts = (_ALONE, filled, _STARTED, _ENDED, _JUDGED.replace("PREFIX", LOG_STREAM_PREFIX))
    # A shell of its own, which may end by `exit`: the next command needs the machine's.
    yield f'if [ "$AGAIN" = no ]; then (\nset -e\n{"".join(parts)}); fi\n'


def _mounts(service: Service) -> bool:
    """Whether the service's own container has its folder in the environment's file system."""
    return any(volume.is_made and volume.path for volume in service.container.volumes.values())


def _task(service: Service, before: Before) -> dict[str, Any]:
    """The service's task, with its own container alone, and another command in it."""
    task = released_task(service, OPEN)
    own = {key: value for key, value in task["containerDefinitions"][0].items() if key not in _OF_THE_TASK}
    own["command"] = list(before.command)
    own["environment"] = [*own["environment"], {"name": RUN, "value": _PLACEHOLDER}]
    mounted = {mount["sourceVolume"] for mount in own.get("mountPoints", ())}
    volumes = [volume for volume in task.get("volumes", ()) if volume["name"] in mounted]
    task |= {"family": service.names.before_family, "containerDefinitions": [own]}
    task.pop("volumes", None)
    return {**task, **({"volumes": volumes} if volumes else {})}
