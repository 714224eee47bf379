"""ARNs: partition, region and account are the stack's."""

from __future__ import annotations

import pytest
from troposphere import Sub

from generator.cfn import arn
from tests.unit.project import plain


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (
            arn.regional("ecs", "service/a/${B}"),
            "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:service/a/${B}",
        ),
        (arn.role("a-${AWS::Region}"), "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/a-${AWS::Region}"),
        (arn.account_root(), "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"),
        (arn.bucket("b"), "arn:${AWS::Partition}:s3:::b"),
        (arn.objects("b"), "arn:${AWS::Partition}:s3:::b/*"),
        (arn.objects("b", "logs/"), "arn:${AWS::Partition}:s3:::b/logs/*"),
    ],
)
def test_an_arn_leaves_to_cloudformation_what_only_the_account_knows(made: Sub, text: str) -> None:
    assert plain(made) == {"Fn::Sub": text}
