"""What AWS has written is told from what stands in its way, and has the types that botocore knows."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import botocore.session
import pytest

from generator.errors import OutsideError
from generator.live.answer import ForeignAnswerError, Record, after_call, before_parse, first


def _model(service: str, operation: str) -> Any:
    return botocore.session.get_session().get_service_model(service).operation_model(operation)


def _parsed(service: str, operation: str, status: int, body: bytes, **headers: str) -> bytes:
    """The body that botocore's parser gets."""
    response: dict[str, Any] = {"status_code": status, "body": body, "headers": headers}
    before_parse(_model(service, operation), response)
    parsed: bytes = response["body"]
    return parsed


@pytest.mark.parametrize(
    ("service", "operation", "status", "body"),
    [
        ("codedeploy", "ListDeployments", 200, b"{}"),
        ("codepipeline", "DisableStageTransition", 200, b""),
        ("cloudformation", "DescribeStacks", 200, b'<?xml version="1.0"?>\n<DescribeStacksResponse/>'),
        ("ec2", "DescribeVpcs", 200, b'<DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"/>'),
        ("s3", "PutObject", 200, b""),
        ("s3", "ListObjectsV2", 200, b"<ListBucketResult/>"),
        ("s3", "HeadBucket", 404, b""),
        ("codedeploy", "ListDeployments", 400, b'{"__type": "ThrottlingException"}'),
        ("iam", "GetRole", 404, b"<ErrorResponse><Error><Code>NoSuchEntity</Code></Error></ErrorResponse>"),
        ("s3", "PutObject", 301, b"<Error><Code>PermanentRedirect</Code></Error>"),
    ],
)
def test_what_aws_writes_comes_through(service: str, operation: str, status: int, body: bytes) -> None:
    assert _parsed(service, operation, status, body) == body


def test_a_header_of_aws_is_its_word_too() -> None:
    assert _parsed("ecs", "ListTasks", 403, b"", **{"x-amzn-ErrorType": "AccessDeniedException"}) == b""


@pytest.mark.parametrize(
    ("service", "operation", "status", "body"),
    [
        ("codedeploy", "ListDeployments", 200, b"<html></html>"),
        ("codedeploy", "ListDeployments", 200, b""),
        ("codedeploy", "ListDeployments", 200, b"[]"),
        ("codedeploy", "ListDeployments", 200, b"[" * 100_000),
        ("codepipeline", "DisableStageTransition", 200, b"ok"),
        ("cloudformation", "DescribeStacks", 200, b"<html/>"),
        ("cloudformation", "DescribeStacks", 200, b"<DescribeStackEventsResponse/>"),
        ("ec2", "DescribeVpcs", 200, b"<html><body/></html>"),
        ("ec2", "DescribeVpcs", 200, b'<!DOCTYPE a [<!ENTITY b "c">]><DescribeVpcsResponse/>'),
        ("s3", "PutObject", 200, b"<html/>"),
        ("s3", "PutObject", 200, b"ok"),
        ("codedeploy", "ListDeployments", 403, b"<html></html>"),
        ("codedeploy", "ListDeployments", 302, b""),
        ("iam", "GetRole", 403, b"<html></html>"),
        ("iam", "GetRole", 407, b""),
    ],
)
def test_what_another_writes_is_refused(service: str, operation: str, status: int, body: bytes) -> None:
    with pytest.raises(ForeignAnswerError, match=f"HTTP {status}"):
        _parsed(service, operation, status, body)


def test_an_error_of_a_server_is_left_to_botocore_to_try_again() -> None:
    assert _parsed("iam", "GetRole", 502, b"upstream connect error") == b""


def _checked(service: str, operation: str, parsed: dict[str, Any]) -> dict[str, Any]:
    after_call(SimpleNamespace(status_code=200), parsed, _model(service, operation))
    return parsed


@pytest.mark.parametrize(
    ("parsed", "words"),
    [
        ({"services": "none"}, "services is no list"),
        ({"services": [[]]}, "services is no structure"),
        ({"services": [{"serviceName": 1}]}, "services.serviceName is no string"),
        ({"services": [{"runningCount": True}]}, "services.runningCount is no integer"),
        ({"services": [{"events": [{"createdAt": "noon"}]}]}, "services.events.createdAt is no timestamp"),
    ],
)
def test_other_types_are_refused(parsed: dict[str, Any], words: str) -> None:
    with pytest.raises(OutsideError, match=f"DescribeServices was not answered: .*: {words}"):
        _checked("ecs", "DescribeServices", parsed)


def test_a_missing_member_is_said_where_it_is_read() -> None:
    [service] = _checked("ecs", "DescribeServices", {"services": [{}]})["services"]
    assert service.get("status") is None
    with pytest.raises(OutsideError, match=r"DescribeServices was not answered: .*: status is missing"):
        service["status"]


def test_a_list_that_must_not_be_empty() -> None:
    with pytest.raises(OutsideError, match=r"DescribeStacks was not answered: .*: Stacks is empty"):
        first(Record("describe_stacks", {"Stacks": []}), "Stacks")


def test_a_member_that_botocore_does_not_know_is_passed_on() -> None:
    assert _checked("ecs", "DescribeServices", {"services": [{"new": 1}]})["services"] == [{"new": 1}]
