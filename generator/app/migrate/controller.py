"""Step 4: ECS takes the service over from CodeDeploy, with the tasks that run and the target group that they are in.

AWS describes it: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/migrate-codedeploy-to-ecs-bluegreen.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.app.migrate.move import Move
from generator.app.migrate.parameter import released
from generator.app.migrate.step import Step
from generator.app.migrate.template import Template
from generator.app.migrate.value import Known, as_api, exports
from generator.live.service import take_over
from generator.naming import logical

CONTROLLER = "ECS"
_NOUN = "service"


def is_by_ecs(move: Move) -> bool:
    """Whether ECS itself shifts the service's releases."""
    return move.live.controller == CONTROLLER


def _what(move: Move) -> str:
    names = move.service.names
    return (
        f"UpdateService of {names.ecs_service}: deployment controller ECS with the spec's strategy. "
        "Nothing leads back from here to CodeDeploy"
    )


def _do(move: Move) -> None:
    found, known = move.routes, _known(move)
    wanted = _template(move)["Resources"][logical.SERVICE]["Properties"]
    [balancer] = wanted["LoadBalancers"]
    take_over(
        move.aws,
        move.service.project.names.cluster,
        move.service.names.ecs_service,
        # The service's own may be an older one than that of its tasks.
        taskDefinition=move.live.running_task_definition,
        deploymentConfiguration=as_api(known.plain(wanted["DeploymentConfiguration"])),
        **_network(move, known.plain(wanted["NetworkConfiguration"])),
        loadBalancers=[
            {
                "targetGroupArn": found.live,
                "containerName": known.plain(balancer["ContainerName"]),
                "containerPort": known.plain(balancer["ContainerPort"]),
                "advancedConfiguration": {
                    "alternateTargetGroupArn": found.idle,
                    "productionListenerRule": found.production.arn,
                    **({"testListenerRule": found.test.arn} if found.test else {}),
                    "roleArn": known.plain(balancer["AdvancedConfiguration"]["RoleArn"]),
                },
            }
        ],
    )


def _network(move: Move, wanted: Any) -> Mapping[str, Any]:
    """Where releases of CodeDeploy gave tasks security groups of others: the service itself has never had them."""
    return {"networkConfiguration": as_api(wanted)} if move.service.container.security_groups is not None else {}


def _known(move: Move) -> Known:
    """What the template of the service may ask for, before its stack is there."""
    template, caller = _template(move), move.target.caller
    here = {"Region": move.aws.region, "AccountId": caller.account, "Partition": caller.arn.split(":")[1]}
    defaults = {name: str(body.get("Default", "")) for name, body in template.get("Parameters", {}).items()}
    pseudo = {f"AWS::{name}": value for name, value in here.items()}
    return Known({**exports(move.aws), **defaults, **released(move), **pseudo}, template.get("Conditions", {}))


def _template(move: Move) -> Template:
    return move.stacks[_NOUN].subject.data


TAKE_OVER = Step("controller", _what, is_by_ecs, _do)
