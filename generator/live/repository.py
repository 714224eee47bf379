"""Image repositories as ECR has them, of this account or of another: what is in one, and whom it lets in.

https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRepositoryPolicy.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator.live.answer import no_answer
from generator.live.client import Aws, AwsError

NO_REPOSITORY = "RepositoryNotFoundException"


def has_image(aws: Aws, account: str, region: str, repository: str, tag: str = "") -> bool:
    """Whether an image has the tag there, or any is there without one.

    Raises AwsError when there is no such repository (`NO_REPOSITORY`), or when its account lets nobody ask.
    """
    ecr, wanted = aws.at(region), {"imageIds": [{"imageTag": tag}]} if tag else {"maxResults": 1}
    try:
        answer = ecr.call(ecr.client("ecr").describe_images, registryId=account, repositoryName=repository, **wanted)
    except AwsError as error:
        if error.code == "ImageNotFoundException":
            return False
        raise
    return bool(answer.get("imageDetails"))


def repository_policy(aws: Aws, repository: str) -> Mapping[str, Any] | None:
    """Its policy, empty where it has none; None when there is no such repository."""
    try:
        answer = aws.call(aws.client("ecr").get_repository_policy, repositoryName=repository)
    except AwsError as error:
        if error.code == "RepositoryPolicyNotFoundException":
            return {}
        if error.code == NO_REPOSITORY:
            return None
        raise
    text = answer["policyText"]
    try:
        policy = json.loads(text)
    except ValueError:
        policy = None
    if not isinstance(policy, Mapping):
        raise no_answer("get_repository_policy", text)
    return policy
