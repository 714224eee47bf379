"""Every refusal of AWS, and of the way to it, is ours to word."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import (
    ClientError,
    EndpointConnectionError,
    NoCredentialsError,
    ProfileNotFound,
    UnauthorizedSSOTokenError,
)

from generator.errors import OutsideError
from generator.live.client import Aws, AwsError, refused


def _refusal(code: str, message: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, "DescribeStacks")


def test_a_call_passes_its_parameters_and_gives_the_answer() -> None:
    assert Aws("us-west-2").call(lambda **given: given, StackName="shop") == {"StackName": "shop"}


def test_what_aws_refuses_is_told_with_its_code() -> None:
    def refuse(**given: Any) -> Any:
        raise _refusal("ValidationError", "Stack with id shop does not exist")

    with pytest.raises(AwsError) as caught:
        Aws("us-west-2").call(refuse)
    error = caught.value
    assert (error.what, error.code) == ("AWS refused DescribeStacks", "ValidationError")
    assert error.why == "Stack with id shop does not exist [ValidationError]"
    assert not error.is_denied


@pytest.mark.parametrize("code", ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"])
def test_a_missing_permission_is_known_as_such(code: str) -> None:
    error = refused("describe_stacks", _refusal(code, "no"))
    assert isinstance(error, AwsError)
    assert error.is_denied


@pytest.mark.parametrize(
    ("refusal", "hint"),
    [
        (_refusal("ExpiredToken", "expired"), "log in again"),
        (_refusal("InvalidClientTokenId", "invalid"), "a region that the account has not enabled refuses every key"),
        (_refusal("SignatureDoesNotMatch", "wrong"), "the clock of this machine"),
        (NoCredentialsError(), "set AWS_PROFILE"),
        (ProfileNotFound(profile="shop"), "aws configure list-profiles"),
        (UnauthorizedSSOTokenError(), "aws sso login"),
        (EndpointConnectionError(endpoint_url="http://127.0.0.1:1"), "AWS_ENDPOINT_URL"),
    ],
)
def test_what_can_be_done_is_said(refusal: Any, hint: str) -> None:
    assert hint in refused("describe_stacks", refusal).hint


def test_what_was_not_answered_is_no_refusal_of_aws() -> None:
    error = refused("describe_stacks", NoCredentialsError())
    assert not isinstance(error, AwsError)
    assert error.what == "DescribeStacks cannot be called"


def test_pages_are_followed() -> None:
    class Pager:
        def paginate(self, **given: Any) -> Any:
            yield {"Stacks": [1, 2]}
            yield {}
            yield {"Stacks": [given["Token"]]}

    class Client:
        def get_paginator(self, operation: str) -> Pager:
            return Pager()

    class Local(Aws):
        def client(self, service: str) -> Any:
            return Client()

    assert [*Local("us-west-2").pages("cloudformation", "describe_stacks", "Stacks", Token=3)] == [1, 2, 3]


def test_a_profile_that_is_not_there_is_refused_before_any_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "no-such-profile")
    with pytest.raises(OutsideError, match="no-such-profile"):
        Aws("us-west-2").client("sts")


@pytest.mark.parametrize(
    ("operation", "code", "status", "is_ours"),
    [
        ("DescribeStacks", "503", 503, False),
        ("DescribeStacks", "", 302, False),
        ("DescribeStacks", "ServiceUnavailable", 503, True),
        ("DescribeStacks", "ValidationError", 400, True),
        ("DescribeStacks", "404", 404, True),
        ("HeadBucket", "301", 301, True),
    ],
)
def test_a_refusal_without_a_code_of_aws_is_another_s(operation: str, code: str, status: int, is_ours: bool) -> None:
    response: Any = {"Error": {"Code": code, "Message": ""}, "ResponseMetadata": {"HTTPStatusCode": status}}
    error = refused("describe_stacks", ClientError(response, operation))
    assert isinstance(error, AwsError) is is_ours
    assert is_ours or "a proxy, and AWS_ENDPOINT_URL" in error.hint


def test_a_page_that_came_back_is_not_shown_whole() -> None:
    def parse(**given: Any) -> Any:
        raise ValueError("<html>\n" * 500)

    with pytest.raises(OutsideError, match="what came back is no answer of AWS: <html> <html>") as caught:
        Aws("us-west-2").call(parse)
    assert len(caught.value.why) < 400
