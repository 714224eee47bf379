"""The stand-in lets no answer through that AWS could not give, and speaks each protocol that botocore reads."""

from typing import Any

import botocore.session
import pytest
from botocore.exceptions import ClientError

from tests.live import shape
from tests.live.environment import HEALTHY, NOON, NOTHING
from tests.live.stand_in import Answers, Refusal, StandIn, standing_in


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        ({"services": [{"serviceNam": "shop"}]}, "Unknown parameter"),
        ({"services": [{"desiredCount": "two"}]}, "Invalid type"),
        ({"services": [{"deploymentController": {"type": "CODEDEPLOY"}}]}, "is none of ECS, CODE_DEPLOY, EXTERNAL"),
    ],
)
def test_an_answer_in_another_shape_is_a_mistake(answer: Any, complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint):
        shape.check("ecs", "DescribeServices", answer)


@pytest.mark.parametrize("answers", [HEALTHY, NOTHING])
def test_every_canned_answer_has_the_shape_that_aws_gives(answers: Answers) -> None:
    plain = {name: answer for name, answer in answers.items() if isinstance(answer, dict)}
    assert len(plain) >= 5
    for name, answer in plain.items():
        shape.check(*name, answer)


_ANSWERS: Answers = {
    ("ecs", "DescribeServices"): {"services": [{"serviceName": "<a>", "createdAt": NOON}], "failures": []},
    ("elbv2", "DescribeTargetGroups"): {"TargetGroups": [{"TargetGroupName": "<a>", "LoadBalancerArns": ["x", "y"]}]},
    ("ec2", "DescribeVpcs"): {"Vpcs": [{"VpcId": "vpc-1", "IsDefault": True, "Tags": [{"Key": "a", "Value": "&"}]}]},
    ("iam", "GetRole"): {
        "Role": {
            "Path": "/",
            "RoleName": "a",
            "RoleId": "AROAEXAMPLEEXAMPLE",
            "Arn": "arn:aws:iam::123456789012:role/a",
            "CreateDate": NOON,
        }
    },
}


def _client(aws: StandIn, service: str) -> Any:
    session = botocore.session.Session()
    keys = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
    return session.create_client(service, region_name="us-west-2", endpoint_url=aws.url, **keys)


@pytest.mark.parametrize(
    ("name", "method", "parameters"),
    [
        (("ecs", "DescribeServices"), "describe_services", {"services": ["a"]}),
        (("elbv2", "DescribeTargetGroups"), "describe_target_groups", {}),
        (("ec2", "DescribeVpcs"), "describe_vpcs", {}),
        (("iam", "GetRole"), "get_role", {"RoleName": "a"}),
    ],
)
def test_botocore_reads_what_was_written(
    name: tuple[str, str], method: str, parameters: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with standing_in(_ANSWERS) as aws:
        read = getattr(_client(aws, name[0]), method)(**parameters)
    del read["ResponseMetadata"]
    assert read == _ANSWERS[name]
    assert [(each.service, each.operation) for each in aws.requests] == [name]


@pytest.mark.parametrize("service", ["ecs", "elbv2", "ec2"])
def test_botocore_reads_a_refusal(service: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    names = {"ecs": "ListClusters", "elbv2": "DescribeTargetGroups", "ec2": "DescribeVpcs"}
    methods = {"ecs": "list_clusters", "elbv2": "describe_target_groups", "ec2": "describe_vpcs"}
    refusal = Refusal("AccessDenied", "not authorized to perform <that>", 403)
    with standing_in({(service, names[service]): refusal}) as aws, pytest.raises(ClientError) as raised:
        getattr(_client(aws, service), methods[service])()
    error = raised.value.response["Error"]
    assert (error["Code"], error["Message"]) == ("AccessDenied", "not authorized to perform <that>")


def test_a_call_that_nobody_answers_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with standing_in({}) as aws, pytest.raises(ClientError):
        _client(aws, "ecs").list_clusters()
    assert aws.mistakes == ["nobody said what ecs ListClusters answers"]
