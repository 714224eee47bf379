"""Bucket policies: TLS only, and for the log bucket the two services that write logs."""

from __future__ import annotations

from awacs import s3
from awacs.aws import (
    Action,
    Allow,
    ArnLike,
    Condition,
    ConditionElement,
    PolicyDocument,
    Principal,
    Statement,
    StringEquals,
)
from troposphere import AccountId, GetAtt, Join, Sub

from generator.cfn import arn
from generator.model.project import Project
from generator.naming import logical
from generator.policies.statement import tls_only
from generator.policies.trust import policy

LOAD_BALANCER_PREFIX = "load-balancer"
ARTIFACT_PREFIX = "artifacts/"


def artifacts() -> PolicyDocument:
    """The artifact bucket: our roles get in by their own policies, nobody without TLS."""
    return policy([_tls_only(logical.ARTIFACT_BUCKET)])


def logs(project: Project) -> PolicyDocument:
    """The log bucket.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
    """
    names = project.names
    balancer = arn.regional("elasticloadbalancing", f"loadbalancer/app/{names.load_balancer}/*")
    return policy(
        [
            _write(
                "LoadBalancerLogs",
                "logdelivery.elasticloadbalancing.amazonaws.com",
                f"{LOAD_BALANCER_PREFIX}/AWSLogs/${{AWS::AccountId}}/",
                [ArnLike("aws:SourceArn", balancer)],
            ),
            _write(
                "BucketLogs",
                "logging.s3.amazonaws.com",
                ARTIFACT_PREFIX,
                [
                    StringEquals("aws:SourceAccount", AccountId),
                    ArnLike("aws:SourceArn", arn.bucket(names.artifact_bucket)),
                ],
            ),
            _tls_only(logical.LOG_BUCKET),
        ]
    )


def _write(sid: str, service: str, prefix: str, conditions: list[ConditionElement]) -> Statement:
    return Statement(
        Sid=sid,
        Effect=Allow,
        Principal=Principal("Service", service),
        Action=[s3.PutObject],
        Resource=[Sub(f"${{{logical.LOG_BUCKET}.Arn}}/{prefix}*")],
        Condition=Condition(conditions),
    )


def _tls_only(bucket: str) -> Statement:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html.

    Joined, not substituted: the only form in which Control Tower's rule CT.S3.PR.8 knows a bucket's objects.
    """
    return tls_only(Action("s3", "*"), GetAtt(bucket, "Arn"), Join("", [GetAtt(bucket, "Arn"), "/*"]))
