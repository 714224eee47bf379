"""The four counts of the comparison count what they say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.judges import iam
from tests.judges.iam import Counts
from tests.judges.template import Template

_SOURCE = {"Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}}


def _count(statement: Mapping[str, Any], trust: Mapping[str, Any]) -> Counts:
    assumed = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
    properties = {
        "AssumeRolePolicyDocument": {"Statement": [{**assumed, **trust}]},
        "Policies": [{"PolicyDocument": {"Statement": {"Effect": "Allow", **statement}}}],
    }
    role = {"Type": "AWS::IAM::Role", "Properties": properties}
    return iam.count([Template("case", "a/prod/iam.yaml", "", {"Resources": {"Role": role}}, None)])


@pytest.mark.parametrize(
    ("statement", "trust", "counts"),
    [
        ({"Action": "ecr:GetAuthorizationToken", "Resource": "*"}, _SOURCE, Counts(0, 0, 0, 0, 1)),
        ({"Action": ["s3:GetObject"], "Resource": ["*"]}, _SOURCE, Counts(1, 0, 0, 0, 1)),
        ({"Action": ["s3:GetObject"], "Resource": ["*"], **_SOURCE}, _SOURCE, Counts(0, 0, 0, 0, 1)),
        ({"Action": "iam:Pass*", "Resource": "*"}, _SOURCE, Counts(1, 1, 0, 0, 1)),
        ({"Action": "s3:GetObjekt", "Resource": "arn:aws:s3:::a/*"}, {}, Counts(0, 0, 1, 1, 1)),
    ],
)
def test_counts(statement: Mapping[str, Any], trust: Mapping[str, Any], counts: Counts) -> None:
    assert _count(statement, trust) == counts
