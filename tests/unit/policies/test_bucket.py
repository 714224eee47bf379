"""Bucket policies: TLS only, and two services that write logs."""

from __future__ import annotations

from generator.policies import bucket
from tests.unit.policies.table import ARTIFACTS, Rule, regional, table
from tests.unit.project import project


def _tls_only(logical_id: str) -> Rule:
    return Rule(
        "s3:*",
        f"{logical_id}.Arn Fn::Join  {logical_id}.Arn /*",
        {"Bool": {"aws:SecureTransport": "false"}},
        effect="Deny",
        principal="*",
    )


def test_nobody_reaches_the_artifacts_without_tls_and_the_policy_lets_nobody_in() -> None:
    assert table(bucket.artifacts()) == {"TlsOnly": _tls_only("ArtifactBucket")}


def test_logs_are_written_by_our_load_balancer_and_for_our_bucket_only() -> None:
    assert table(bucket.logs(project())) == {
        "LoadBalancerLogs": Rule(
            "s3:PutObject",
            "${LogBucket.Arn}/load-balancer/AWSLogs/ACCOUNT/*",
            {"ArnLike": {"aws:SourceArn": regional("elasticloadbalancing", "loadbalancer/app/shop-prod/*")}},
            principal="Service logdelivery.elasticloadbalancing.amazonaws.com",
        ),
        "BucketLogs": Rule(
            "s3:PutObject",
            "${LogBucket.Arn}/artifacts/*",
            {"StringEquals": {"aws:SourceAccount": "ACCOUNT"}, "ArnLike": {"aws:SourceArn": ARTIFACTS}},
            principal="Service logging.s3.amazonaws.com",
        ),
        "TlsOnly": _tls_only("LogBucket"),
    }
