"""What EventBridge does with its role when somebody else has pushed an image."""

from __future__ import annotations

from generator.iam.arn import regional
from generator.iam.call import Principal, calls
from generator.model.service import Service
from generator.naming import PUSH_RULE

NAME = "start"
_PAGE = "https://docs.aws.amazon.com/codepipeline/latest/userguide/create-cwe-ecr-source-cfn.html"
_TRUST = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html"


def start(service: Service) -> Principal:
    """Starts the pipeline."""
    run = {"codepipeline:StartPipelineExecution": "starts the pipeline with the image that was pushed"}
    made = tuple(calls(NAME, run, [regional("codepipeline", service.names.pipeline)], _PAGE))
    rule = regional("events", f"rule/{service.names.rule(PUSH_RULE)}")
    return Principal(NAME, "events.amazonaws.com", rule, _TRUST, made)
