"""An action of AWS's own -> the type that a stage of a pipeline names it by."""

from __future__ import annotations

from troposphere.codepipeline import ActionTypeId


def action_type(category: str, provider: str) -> ActionTypeId:
    """``category`` and ``provider`` as AWS has them, such as Build and CodeBuild.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-valid-providers.html
    """
    return ActionTypeId(Category=category, Owner="AWS", Provider=provider, Version="1")
