"""CodeDeploy's deployment group of a service -> its releases."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.app.engine.front import Front, words_of_production, words_of_test
from generator.app.engine.releases import Part, Wiring
from generator.app.engine.task_network import mounted_folder, task_network
from generator.engines.codedeploy.appspec import appspec
from generator.engines.codedeploy.engine import CodeDeploy
from generator.engines.codedeploy.taskdef import task_definition
from generator.errors import OutsideError
from generator.iam.arn import regional, role
from generator.live.app_spec import app_specs, deploy
from generator.live.ask import Ask
from generator.live.client import AwsError
from generator.live.codedeploy import (
    DeploymentGroup,
    deployments,
    find_deployment_group,
    progress,
    running_deployments,
    stop,
)
from generator.live.deployment import Deployment, DeploymentProgress
from generator.live.service import LiveService, find_service
from generator.live.stack import LiveStack, find_stack
from generator.live.task_definition import register
from generator.model.service import Service
from generator.naming import placeholder
from generator.resources.alarm import alarm_names

_GROUP = "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-ecs.html"
_ENDED = "DeploymentAlreadyCompletedException"


@dataclass(frozen=True)
class CodeDeployReleases:
    """Two task sets, and a deployment of its own for the way back."""

    of: Service
    ask: Ask
    name: ClassVar[str] = "CodeDeploy"
    controller: ClassVar[str] = "CODE_DEPLOY"
    ignores_firing_alarms: ClassVar[bool] = False
    without_alarm: ClassVar[str] = "stops a release whose alarms it cannot read"
    defined_in: ClassVar[str] = "appspec.yaml and taskdef.json"
    is_updatable: ClassVar[bool] = False
    deploy_action: ClassVar[tuple[str, str]] = ("CodeDeployToECS", "DeploymentGroupName")
    can_pause: ClassVar[bool] = False

    def service(self) -> LiveService | None:
        """As ECS has it."""
        return self.ask(find_service, self.of.names.environment.cluster, self.of.names.ecs_service)

    def last_attempted(self) -> str | None:
        """None before there is a deployment group."""
        group = self.ask(find_deployment_group, self.of)
        return group.last_attempted if group else None

    def running(self) -> tuple[Deployment, ...]:
        """While one takes another back, both may be there for a moment."""
        return self.ask(running_deployments, self.of)

    def look(self, deployment: str) -> str:
        """``aws`` stands before it."""
        return f"deploy get-deployment --deployment-id {deployment}"

    def find(self, deployment: str) -> Deployment | None:
        """One by its id."""
        return next(iter(self.ask(deployments, (deployment,))), None)

    def progress(self, deployment: str) -> DeploymentProgress:
        """Lifecycle events, and what each task set has of the traffic."""
        return self.ask(progress, self.of, deployment)

    def alarms(self) -> tuple[str, ...] | None:
        """Those of the deployment group."""
        group = self.ask(find_deployment_group, self.of)
        return group.alarms if group else None

    def wiring(self, front: Front | None, fill: Callable[[str], str]) -> Wiring:
        """Of the deployment group."""
        group = self.ask(find_deployment_group, self.of)
        if group is None:
            return Wiring(missing=f"deployment group {self.of.names.deployment_group}")
        return Wiring(
            whose="the deployment group's",
            well=f"the deployment group {group.name} names this service, its target groups, listeners, alarms and role",
            evidence=f"GetDeploymentGroup: {group.application}/{group.name}",
            source=_GROUP,
            parts=tuple(self._parts(group, front, fill)),
        )

    def _parts(self, group: DeploymentGroup, front: Front | None, fill: Callable[[str], str]) -> Iterator[Part]:
        """What the group says of each part, and what it should."""
        names, project = self.of.names, self.of.project
        services = ", ".join(f"{cluster}/{service}" for cluster, service in group.services)
        yield Part("service is", services, f"{names.environment.cluster}/{names.ecs_service}")
        colours = sorted(names.target_groups)
        yield Part("target groups are", ", ".join(sorted(group.target_groups)), ", ".join(colours))
        production = front.production.arn if front and front.production else words_of_production(project)
        yield Part("production listener is", ", ".join(group.production_listeners), production)
        if project.load_balancer.has_test_listener:
            test = front.test.arn if front and front.test else words_of_test(project)
            yield Part("test listener is", ", ".join(group.test_listeners), test)
        alarms = ", ".join(sorted(alarm_names(self.of)))
        yield Part("alarms are", ", ".join(sorted(group.alarms)) or "none", alarms or "none")
        yield Part("role is", group.role, fill(role(names.role(CodeDeploy.role))))

    def description(self, task_definition: str) -> str:
        """The app spec of the deployment that brought it, where CodeDeploy still has that, else the spec's of today."""
        its_own = re.compile(rf"{re.escape(task_definition)}(?!\d)")
        earlier = (text for text in self.ask(app_specs, self.of) if its_own.search(text))
        return next(earlier, "") or self._app_spec(task_definition)

    def begin(self, image: str, version: str, fill: Callable[[str], str]) -> str:
        """As the pipeline's action does: another revision of the task definition, and a deployment of it."""
        names = self.of.names
        filled_in = {
            placeholder.IMAGE: image,
            placeholder.VERSION: version,
            placeholder.REGION: self.of.project.region,
            placeholder.EXECUTION_ROLE: fill(role(names.role("execution"))),
            placeholder.TASK_ROLE: fill(role(names.role("task"))),
            placeholder.SNS: fill(regional("sns", "")).removesuffix(":"),
        }
        if self.of.container.made_volume:
            entrance = mounted_folder(self.of, self._stack)
            if entrance is None:
                raise _no_stacks()
            filled_in[placeholder.FILE_SYSTEM], filled_in[placeholder.ACCESS_POINT] = entrance
        revision = self.ask(register, json.loads(_filled(task_definition(self.of), filled_in)))
        description = f"{version}, by canaryform deploy --image"
        return self.ask(deploy, self.of, self._app_spec(revision), None, description)

    def _stack(self, name: str) -> LiveStack | None:
        return self.ask(find_stack, name)

    def _app_spec(self, revision: str) -> str:
        """The spec's of today."""
        filled_in = {placeholder.REVISION: revision}
        if self.of.container.security_groups is not None:
            network = task_network(self.of, self._stack)
            if network is None:
                raise _no_stacks()
            filled_in[placeholder.SUBNET_LIST] = f"[{','.join(network.subnets)}]"
            filled_in[placeholder.SECURITY_GROUP] = network.security_group
        return _filled(appspec(self.of, ""), filled_in)

    def stop(self, deployment: str) -> bool:
        """With automatic rollback."""
        try:
            self.ask(stop, deployment)
        except AwsError as error:
            if error.code != _ENDED:
                raise
            return False
        return True

    def go_on(self, deployment: str, hook: str, action: str) -> bool:
        """No deployment to ECS waits: https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ContinueDeployment.html."""
        return False


def _filled(text: str, filled_in: Mapping[str, str]) -> str:
    """A file of a release with what a build puts in the place of its open parts."""
    for open_part, value in filled_in.items():
        text = text.replace(open_part, value)
    return text


def _no_stacks() -> OutsideError:
    return OutsideError("cannot begin a release", "its stacks are not there", "`canaryform deploy` makes them")
