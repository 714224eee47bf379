"""Systems -> load balancers whose access logs cannot be written, so that they cannot be made."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.policy import Statement, resource_policies
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_unknown, mapping, mappings, text

_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"
_WRITER = "logdelivery.elasticloadbalancing.amazonaws.com"


def _check(system: System) -> Iterator[Finding]:
    for balancer in system.of(_BALANCER):
        attributes = mappings(balancer.properties, "LoadBalancerAttributes")
        options = {text(item, "Key"): text(item, "Value") for item in attributes}
        if options.get("access_logs.s3.enabled") != "true":
            continue
        name = options.get("access_logs.s3.bucket", "")
        bucket = system.find("AWS::S3::Bucket", name)
        if bucket is None:
            continue
        encryption = mappings(bucket.properties, "BucketEncryption", "ServerSideEncryptionConfiguration")
        algorithms = {text(rule, "ServerSideEncryptionByDefault", "SSEAlgorithm") for rule in encryption}
        if algorithms - {"AES256"}:
            yield Finding(
                bucket, "access logs are only written to a bucket with SSE-S3 (AES256)", ("BucketEncryption",)
            )
        statements = [
            statement
            for statement in resource_policies(system, "AWS::S3::BucketPolicy")
            if system.find("AWS::S3::Bucket", statement.owner.properties.get("Bucket")) is bucket
        ]
        others = any(is_unknown(policy.properties, "Bucket") for policy in system.of("AWS::S3::BucketPolicy"))
        if others or not all(item.is_known for item in statements):
            continue
        # In regions opened before August 2022, ELB's own account may write instead of the service.
        writing = [item for item in statements if item.allows and _lets_elb(item)]
        prefix = options.get("access_logs.s3.prefix", "")
        path = f"/{prefix}/AWSLogs/" if prefix else "/AWSLogs/"
        if not writing:
            yield Finding(bucket, f"its policy does not let {_WRITER} write access logs")
        elif not any(path in resource for item in writing for resource in item.resources):
            yield Finding(
                writing[0].owner, f"does not let access logs be written to {path.strip('/')}/", writing[0].path
            )


def _lets_elb(statement: Statement) -> bool:
    is_service = any("elasticloadbalancing" in name for name in statement.services)
    return is_service or "AWS" in mapping(statement.data, "Principal")


RULE = Rule(
    "access-logs",
    "The bucket of a load balancer's access logs is encrypted by S3 itself and lets them be written.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
    _check,
    """
 Resources:
   Balancer:
     Type: AWS::ElasticLoadBalancingV2::LoadBalancer
     DependsOn: Policy
     Properties:
       LoadBalancerAttributes:
         - {Key: access_logs.s3.enabled, Value: "true"}
         - {Key: access_logs.s3.bucket, Value: {Ref: Bucket}}
   Bucket: {Type: AWS::S3::Bucket}
   Policy:
     Type: AWS::S3::BucketPolicy
     Properties:
       Bucket: {Ref: Bucket}
       PolicyDocument:
         Statement:
           - Effect: Deny
             Principal: "*"
             Action: s3:*
             Resource: "*"
             Condition: {Bool: {aws:SecureTransport: "false"}}
           - Effect: Allow
             Principal: {Service: logdelivery.elasticloadbalancing.amazonaws.com}
             Action: s3:PutObject
-            Resource: {"Fn::Sub": "${Bucket.Arn}/logs/*"}
+            Resource: {"Fn::Sub": "${Bucket.Arn}/AWSLogs/${AWS::AccountId}/*"}
             Condition: {StringEquals: {aws:SourceAccount: {Ref: AWS::AccountId}}}
    """,
)
