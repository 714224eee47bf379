"""The types of resources that hold people's data, and what keeps it when they go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.difference.change import Fate, ResourceChange
from generator.gate.value import lacks, text

STORES = frozenset(
    {
        "AWS::Backup::BackupVault",
        "AWS::CloudTrail::EventDataStore",
        "AWS::CodeCommit::Repository",
        "AWS::Cognito::UserPool",
        "AWS::DocDB::DBCluster",
        "AWS::DynamoDB::GlobalTable",
        "AWS::DynamoDB::Table",
        "AWS::EC2::Volume",
        "AWS::ECR::Repository",
        "AWS::EFS::FileSystem",
        "AWS::ElastiCache::ReplicationGroup",
        "AWS::FSx::FileSystem",
        "AWS::KMS::Key",
        "AWS::Kinesis::Stream",
        "AWS::Logs::LogGroup",
        "AWS::MSK::Cluster",
        "AWS::MemoryDB::Cluster",
        "AWS::Neptune::DBCluster",
        "AWS::OpenSearchService::Domain",
        "AWS::RDS::DBCluster",
        "AWS::RDS::DBInstance",
        "AWS::Redshift::Cluster",
        "AWS::S3::Bucket",
        "AWS::SQS::Queue",
        "AWS::SSM::Parameter",
        "AWS::SecretsManager::Secret",
        "AWS::Timestream::Table",
    }
)
"""Types whose resources hold what nobody can make again."""


def policy(change: ResourceChange) -> str:
    """What CloudFormation does with the old resource: ``Delete``, ``Retain``, ``Snapshot``."""
    after = change.after.body if change.after else {}
    before: Mapping[str, Any] = change.before.body if change.before else {}
    if change.fate is Fate.REMOVED:
        return text(before, "DeletionPolicy") or _default(before)
    # The template that replaces is the one whose policy counts.
    return text(after, "UpdateReplacePolicy") or "Delete"


def keeps(name: str) -> bool:
    """Whether the resource, or a copy of its data, stays."""
    return name.startswith("Retain") or name == "Snapshot"


def _default(body: Mapping[str, Any]) -> str:
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
    kind = body.get("Type")
    is_single = kind == "AWS::RDS::DBInstance" and lacks(body, "Properties", "DBClusterIdentifier")
    return "Snapshot" if kind == "AWS::RDS::DBCluster" or is_single else "Delete"
