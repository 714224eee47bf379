"""An environment in AWS -> its traffic of the last two weeks."""

from __future__ import annotations

from collections.abc import Callable

from generator.app.run.batch import Result
from generator.app.run.target import target
from generator.errors import OutsideError
from generator.live.client import Aws
from generator.live.traffic import find_load_balancer
from generator.live.traffic_count import Usual
from generator.live.traffic_count import usual as usual_of
from generator.model.service import Service

_BEFORE_NAME = ":loadbalancer/"


def usual(result: Result, service: Service, connect: Callable[[str], Aws] = Aws) -> Usual:
    """Raises OutsideError when AWS refuses, or the load balancer is not there or was asked nothing."""
    if existing := service.project.load_balancer.existing:
        why = f"what {existing.name} counts is of others' services too"
        raise OutsideError("CloudWatch has no traffic to go by", why, "give --requests and --errors, or `traffic:`")
    aws = target(result, service, connect).aws
    name = service.names.environment.load_balancer
    found = find_load_balancer(aws, name)
    if found is None:
        hint = "deploy the environment first, or give --requests and --errors"
        raise OutsideError("CloudWatch has no traffic to go by", f"there is no load balancer {name}", hint)
    return usual_of(aws, found.arn.partition(_BEFORE_NAME)[2])
