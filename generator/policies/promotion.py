"""An environment that releases another's images -> what it may read there, as both accounts have to say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from awacs import ecr
from awacs.aws import (
    Allow,
    ArnEquals,
    AWSPrincipal,
    Condition,
    PolicyDocument,
    Statement,
)
from troposphere import Sub

from generator import naming
from generator.model.project import Shared
from generator.model.promotion import Promotion, Reader
from generator.model.service import Service
from generator.policies.trust import policy

READS = (ecr.BatchCheckLayerAvailability, ecr.BatchGetImage, ecr.GetDownloadUrlForLayer)
"""What a pull calls: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html."""


def repository(service: Service, promotion: Promotion) -> Sub:
    """The ARN of the repository that it reads."""
    is_own = promotion.account == service.environment.account
    place = f"{promotion.region}:{naming.ACCOUNT if is_own else promotion.account}"
    return Sub(f"arn:${{AWS::Partition}}:ecr:{place}:repository/{promotion.repository(service.name)}")


def policy_calls(shared: Shared) -> Iterator[tuple[str, str]]:
    """Kind of thing and action: what CloudFormation calls for that policy, beside what a repository takes anyway.

    Each deployer calls it: the stacks with the repositories are those of all environments.
    """
    if any(images.readers for images in shared.images):
        yield "repository", "ecr:DeleteRepositoryPolicy"
        yield "repository", "ecr:SetRepositoryPolicy"


def readers(of_repository: Iterable[Reader]) -> PolicyDocument:
    """The policy of the repository.

    It names an account, and the role as a condition: ECR refuses a principal that is not there yet
    (https://github.com/aws/aws-cdk/pull/16376), and this environment is deployed before the other one is.
    """
    return policy(
        [
            Statement(
                Sid=f"Read{number}",
                Effect=Allow,
                Principal=AWSPrincipal(Sub(f"arn:${{AWS::Partition}}:iam::{reader.account}:root")),
                Action=list(READS),
                Condition=Condition(
                    ArnEquals(
                        "aws:PrincipalArn", Sub(f"arn:${{AWS::Partition}}:iam::{reader.account}:role/{reader.role}")
                    )
                ),
            )
            for number, reader in enumerate(of_repository, start=1)
        ]
    )
