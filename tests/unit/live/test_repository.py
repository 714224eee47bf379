"""Repositories of another account and region, as botocore asks for them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from generator.errors import OutsideError
from generator.live.client import Aws, AwsError
from generator.live.repository import NO_REPOSITORY, has_image, repository_policy
from tests.live.stand_in import Answer, Refusal, StandIn, standing_in

_POLICY = {"Version": "2012-10-17", "Statement": []}


def _aws(stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> Aws:
    for name, value in stand_in.environment.items():
        monkeypatch.setenv(name, value)
    return Aws("us-west-2")


def test_an_image_is_looked_for_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def images(parameters: Mapping[str, Any]) -> Answer:
        tag = parameters.get("imageIds", [{"imageTag": ""}])[0]["imageTag"]
        if tag == "v1.2.4":
            return Refusal("ImageNotFoundException", "The image does not exist")
        return {"imageDetails": [{"imageDigest": "sha256:0"}] if tag else []}

    with standing_in({("ecr", "DescribeImages"): images}) as stand_in:
        aws = _aws(stand_in, monkeypatch)
        wanted = ("111122223333", "eu-west-1", "shop")
        assert [has_image(aws, *wanted, tag) for tag in ("v1.2.3", "v1.2.4", "")] == [True, False, False]
    assert {request.region for request in stand_in.requests} == {"eu-west-1"}
    assert {request.parameters["registryId"] for request in stand_in.requests} == {"111122223333"}


def test_no_repository_is_not_no_image(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = Refusal(NO_REPOSITORY, "The repository does not exist")
    with standing_in({("ecr", "DescribeImages"): missing}) as stand_in, pytest.raises(AwsError) as refusal:
        has_image(_aws(stand_in, monkeypatch), "111122223333", "eu-west-1", "shop")
    assert refusal.value.code == NO_REPOSITORY


@pytest.mark.parametrize(
    ("answer", "policy"),
    [
        ({"policyText": json.dumps(_POLICY)}, _POLICY),
        (Refusal("RepositoryPolicyNotFoundException", "no policy"), {}),
        (Refusal(NO_REPOSITORY, "no repository"), None),
    ],
)
def test_a_repository_has_a_policy_or_none(
    answer: Answer, policy: Mapping[str, Any] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with standing_in({("ecr", "GetRepositoryPolicy"): answer}) as stand_in:
        assert repository_policy(_aws(stand_in, monkeypatch), "shop") == policy


@pytest.mark.parametrize("text", ["", "[]"])
def test_a_policy_that_is_none_is_no_answer(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {("ecr", "GetRepositoryPolicy"): {"policyText": text}}
    with standing_in(answers) as stand_in, pytest.raises(OutsideError):
        repository_policy(_aws(stand_in, monkeypatch), "shop")
