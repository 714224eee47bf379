"""What an earlier stack kept when it was deleted -> how CloudFormation identifies it, to take it into a new one.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-import-supported-resources.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.live.bucket import has_bucket
from generator.live.client import Aws, AwsError
from generator.live.connection import AVAILABLE, connections


def kept(aws: Aws, resource_type: str, name: str) -> Mapping[str, str]:
    """The identifier of the resource with that name, empty when there is none or the type has no names."""
    find = _FINDERS.get(resource_type)
    return find(aws, name) if find else {}


def _repository(aws: Aws, name: str) -> Mapping[str, str]:
    try:
        aws.call(aws.client("ecr").describe_repositories, repositoryNames=[name])
    except AwsError as error:
        if error.code == "RepositoryNotFoundException":
            return {}
        raise
    return {"RepositoryName": name}


def _log_group(aws: Aws, name: str) -> Mapping[str, str]:
    groups = aws.pages("logs", "describe_log_groups", "logGroups", logGroupNamePrefix=name)
    return {"LogGroupName": name} if any(group["logGroupName"] == name for group in groups) else {}


def _bucket(aws: Aws, name: str) -> Mapping[str, str]:
    return {"BucketName": name} if has_bucket(aws, name) else {}


def _connection(aws: Aws, name: str) -> Mapping[str, str]:
    # One that a person has authorised spares them to do it again.
    ours = sorted((each for each in connections(aws) if each.name == name), key=lambda each: each.status != AVAILABLE)
    return {"ConnectionArn": ours[0].arn} if ours else {}


_FINDERS: Mapping[str, Callable[[Aws, str], Mapping[str, str]]] = {
    "AWS::ECR::Repository": _repository,
    "AWS::Logs::LogGroup": _log_group,
    "AWS::S3::Bucket": _bucket,
    "AWS::CodeConnections::Connection": _connection,
}
