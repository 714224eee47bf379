"""A job -> its task definition, of which each release that succeeds adds a revision, and what ends a run in time."""

from __future__ import annotations

from typing import Any

from troposphere import Equals, Not, Ref, Region
from troposphere.ecs import TaskDefinition

from generator.cfn.template import KEPT
from generator.model.job import Job
from generator.naming import logical
from generator.resources.released_task import Given, released_task
from generator.resources.task_definition import IMAGE, LOG_STREAM_PREFIX
from generator.resources.task_words import in_template

UNRELEASED = "unreleased"
"""The parameter ``Version`` until the first release. No release is called so: the version of a tag begins with a digit,
and that of a commit with ``git-``."""
TIMEOUT = "timeout"
"""The container that ends a run which takes too long."""
TIMED_OUT = 124
"""Its exit code then: that of the program timeout of GNU coreutils."""

# SIGTERM is how ECS ends it once the job's own container has ended, and then all is well.
_CLOCK = "process.on('SIGTERM', () => process.exit(0)); setTimeout(() => process.exit(CODE), MILLISECONDS)"


def is_released() -> Not:
    """Whether there is an image to run."""
    return Not(Equals(Ref(logical.VERSION_PARAMETER), UNRELEASED))


def task_definition(
    job: Job, execution_role: Any, task_role: Any, file_system: Any = None, access_point: Any = None
) -> TaskDefinition:
    """A revision is kept when it is replaced: a run may have begun that is to end as it began."""
    image, version = Ref(logical.IMAGE_PARAMETER), Ref(logical.VERSION_PARAMETER)
    given = Given(image, version, Region, execution_role, task_role, file_system=file_system, access_point=access_point)
    data = released_task(job, given)
    del data["tags"]  # The template has them.
    if job.schedule.timeout is not None:
        data["containerDefinitions"].append(_clock(job, job.schedule.timeout))
    made: TaskDefinition = TaskDefinition.from_dict(logical.TASK_DEFINITION, in_template(data))
    made.resource.update(KEPT)
    return made


def _clock(job: Job, minutes: int) -> dict[str, Any]:
    """ECS stops a task when one of its essential containers ends, and knows no other limit of a task's time.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html (``essential``)
    """
    clock = _CLOCK.replace("CODE", str(TIMED_OUT)).replace("MILLISECONDS", str(minutes * 60_000))
    return {
        "name": TIMEOUT,
        "image": _public_image(job),
        "essential": True,
        "command": ["node", "--eval", clock],
        "user": "node",
        "readonlyRootFilesystem": True,
        "linuxParameters": {"initProcessEnabled": True},
        "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": job.names.log_group,
                "awslogs-region": Region,
                "awslogs-stream-prefix": LOG_STREAM_PREFIX,
            },
        },
    }


def _public_image(job: Job) -> str:
    return job.container.bootstrap or IMAGE
