"""EventBridge's role: starts the pipeline of a service whose images somebody else pushes."""

from __future__ import annotations

from awacs import codepipeline
from awacs.aws import PolicyDocument

from generator.cfn import arn
from generator.model.service import Service
from generator.naming import PUSH_RULE
from generator.policies.statement import allow
from generator.policies.trust import policy, service_trust


def trust(service: Service) -> PolicyDocument:
    """For the one rule, which EventBridge names as the source when it takes on the role.

    Its console writes this condition, and the account's, into the roles that it makes for targets:
    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
    """
    return service_trust("events.amazonaws.com", arn.regional("events", f"rule/{service.names.rule(PUSH_RULE)}"))


def permissions(service: Service) -> PolicyDocument:
    """One pipeline."""
    pipeline = arn.regional("codepipeline", service.names.pipeline)
    return policy([allow("StartPipeline", [codepipeline.StartPipelineExecution], [pipeline])])
