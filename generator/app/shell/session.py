"""A service -> the task in which a shell can be opened, and the AWS CLI's command that does it.

What is typed and shown goes through AWS's own plugin, which only the AWS CLI starts:
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec-run.html
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.app.run.target import Chosen, Target
from generator.app.status.tasks import release_tasks, running_tasks, user_tasks
from generator.errors import OutsideError, SpecError
from generator.live.task import RUNNING, Task
from generator.problems import Problem

SHELL = "/bin/sh"
CODE = "exec"
_PROGRAMS = {
    "aws": "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
    "session-manager-plugin": "https://docs.aws.amazon.com/systems-manager/latest/userguide/"
    "session-manager-working-with-install-plugin.html",
}
"""What has to be installed, and the page that says how."""
_SHORT = 8
"""Letters of a task's id that are enough to name it."""


@dataclass(frozen=True)
class Session:
    """What is to be opened."""

    task: Task
    command: tuple[str, ...]
    """The program and its arguments."""


@dataclass(frozen=True)
class Wish:
    """Which task, and what to run there."""

    words: tuple[str, ...] = (SHELL,)
    task: str = ""
    """How the id of the task begins; empty for the newest that answers users."""
    is_release: bool = False
    """Whether it is to be one of the release's own tasks."""
    profile: str | None = None


def refuse_shell(chosen: Chosen) -> None:
    """Raises SpecError where the spec allows no shell."""
    container = chosen.service.container
    if not container.exec:
        hint = (
            "write `exec: true` and `read_only: false`, and deploy the service anew: it keeps what it was made with; "
            f"`{chosen.command('logs')}` prints what it writes"
        )
        message = f"allows no shell in a task of {chosen.service.names.ecs_service}: exec is false"
        raise SpecError([Problem(container.origin, message, CODE, hint)])


def session(target: Target, wish: Wish) -> Session:
    """Choose the task, of a service whose spec allows a shell. Raises OutsideError where no task has one."""
    task = _task(target, wish)
    return Session(task, tuple(_command(target, task, wish)))


def missing_program(find: Callable[[str], str | None]) -> OutsideError | None:
    """What has to be installed first; ``find`` is where a program is, as ``shutil.which`` says it."""
    for program, page in _PROGRAMS.items():
        if find(program) is None:
            return OutsideError("cannot open a shell in a task", f"{program} is not installed", f"how to: {page}")
    return None


def _task(target: Target, wish: Wish) -> Task:
    found = [task for task in _candidates(target, wish) if task.status == RUNNING]
    named = [task for task in found if task.id.startswith(wish.task)]
    what = f"cannot open a shell in a task of {target.service.names.ecs_service}"
    if not named:
        ids = ", ".join(task.id[:_SHORT] for task in found)
        why = f"no running task's id begins with {wish.task}" if wish.task and ids else "no task runs"
        raise OutsideError(what, why, f"there are {ids}" if ids else f"`{target.command('status')}` says why")
    container = target.service.names.container
    ready = [task for task in named if task.allows_exec and task.agents.get(container) == RUNNING]
    if not ready:
        raise _not_ready(target, named[0], what)
    return ready[0]


def _candidates(target: Target, wish: Wish) -> Sequence[Task]:
    if wish.is_release:
        return release_tasks(target)
    return running_tasks(target) if wish.task else user_tasks(target)


def _not_ready(target: Target, task: Task, what: str) -> OutsideError:
    """Why: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec-troubleshooting.html."""
    if not task.allows_exec:
        hint = "a service keeps what it was made with: deploy it anew with service.exec"
        return OutsideError(what, f"task {task.id[:_SHORT]} was started without ECS Exec", hint)
    how = task.agents.get(target.service.names.container) or "not there"
    hint = (
        "it starts with the task: try again in a minute; it needs a way to ssmmessages out of the network, "
        "and a root file system that it can write to"
    )
    return OutsideError(what, f"the agent in task {task.id[:_SHORT]} that answers it is {how}", hint)


def _command(target: Target, task: Task, wish: Wish) -> list[str]:
    names = target.service.names
    words = ["aws", "ecs", "execute-command", "--region", target.aws.region, "--cluster", names.environment.cluster]
    words += ["--task", task.id, "--container", names.container, "--interactive", "--command", shlex.join(wish.words)]
    return [*words, "--profile", wish.profile] if wish.profile else words
