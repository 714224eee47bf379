"""All checks of the gate."""

from __future__ import annotations

from generator.gate.cfn_lint import CfnLint
from generator.gate.ecs_deployment_group import EcsDeploymentGroup
from generator.gate.imports import Imports
from generator.gate.limits import Limits
from generator.gate.protocol import Check
from generator.gate.tag_trigger import TagTrigger

CHECKS: tuple[Check, ...] = (CfnLint(), Imports(), Limits(), EcsDeploymentGroup(), TagTrigger())
