"""The Application Load Balancer."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.load_balancer import LoadBalancer
from generator.resources.load_balancer import load_balancer
from tests.unit.project import plain, project


def _made(**balancer: Any) -> Any:
    made = LoadBalancer(**balancer)
    logs = "logs" if made.access_logs else None
    return plain(load_balancer(project(load_balancer=made), ["subnet-a", "subnet-b"], "sg", logs))


def _attributes(**balancer: Any) -> dict[str, Any]:
    return {pair["Key"]: pair["Value"] for pair in _made(**balancer)["Properties"]["LoadBalancerAttributes"]}


def test_it_faces_the_internet() -> None:
    body = _made()["Properties"]
    assert (body["Name"], body["Type"], body["Scheme"]) == ("shop-prod", "application", "internet-facing")
    assert (body["Subnets"], body["SecurityGroups"]) == (["subnet-a", "subnet-b"], ["sg"])


def test_it_is_hardened_protected_and_logged_by_default() -> None:
    assert _attributes() == {
        "deletion_protection.enabled": "true",
        "routing.http.drop_invalid_header_fields.enabled": "true",
        "routing.http.desync_mitigation_mode": "defensive",
        "access_logs.s3.enabled": "true",
        "access_logs.s3.bucket": "logs",
        "access_logs.s3.prefix": "load-balancer",
    }


def test_turning_logs_off_names_no_bucket() -> None:
    attributes = _attributes(access_logs=False)
    assert attributes["access_logs.s3.enabled"] == "false"
    assert not attributes.keys() & {"access_logs.s3.bucket", "access_logs.s3.prefix"}


@pytest.mark.parametrize(("protected", "flag"), [(True, "true"), (False, "false")])
def test_deletion_protection_is_the_spec_s(protected: bool, flag: str) -> None:
    assert _attributes(deletion_protection=protected)["deletion_protection.enabled"] == flag
