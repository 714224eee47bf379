"""A property whose update AWS documents as one with some interruption, and what is cut off when it goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.difference.change import Fate
from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason

_REFERENCE = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference"
_SOME = "AWS documents some interruption for this update"
_DATABASE = "the database is out of reach for some minutes"


class Interrupting(NamedTuple):
    """Of which properties a type's page says that an update requires some interruptions."""

    page: str
    properties: tuple[str, ...]
    said: str = _SOME

    @property
    def source(self) -> str:
        """The page's address."""
        return f"{_REFERENCE}/{self.page}.html"


# Where a schema has a property as conditionally create-only, the pages say the same of it, and a change of it is told
# as what may replace. These are the others.
INTERRUPTING = {
    "AWS::AmazonMQ::Broker": Interrupting("aws-resource-amazonmq-broker", ("Configuration", "HostInstanceType")),
    "AWS::CodeCommit::Repository": Interrupting("aws-resource-codecommit-repository", ("Triggers",)),
    "AWS::DynamoDB::Table": Interrupting("aws-resource-dynamodb-table", ("SSESpecification",)),
    "AWS::EC2::Instance": Interrupting(
        "aws-resource-ec2-instance", ("InstanceType",), "the instance is stopped and started"
    ),
    "AWS::EC2::SecurityGroup": Interrupting(
        "aws-resource-ec2-securitygroup",
        ("SecurityGroupEgress", "SecurityGroupIngress"),
        "AWS documents some interruption: what no rule allows any more is cut off",
    ),
    "AWS::EMR::Cluster": Interrupting("aws-resource-emr-cluster", ("Instances",)),
    "AWS::ElastiCache::CacheCluster": Interrupting(
        "aws-resource-elasticache-cachecluster", ("AZMode", "NumCacheNodes", "PreferredAvailabilityZone")
    ),
    "AWS::ElastiCache::ReplicationGroup": Interrupting("aws-resource-elasticache-replicationgroup", ("NumNodeGroups",)),
    "AWS::Elasticsearch::Domain": Interrupting(
        "aws-resource-elasticsearch-domain",
        (
            "AdvancedSecurityOptions",
            "ElasticsearchVersion",
            "EncryptionAtRestOptions",
            "NodeToNodeEncryptionOptions",
        ),
    ),
    "AWS::LakeFormation::Resource": Interrupting("aws-resource-lakeformation-resource", ("UseServiceLinkedRole",)),
    "AWS::Lightsail::Container": Interrupting("aws-resource-lightsail-container", ("ContainerServiceDeployment",)),
    "AWS::Lightsail::Database": Interrupting("aws-resource-lightsail-database", ("BackupRetention",)),
    "AWS::Lightsail::Instance": Interrupting("aws-resource-lightsail-instance", ("Hardware",)),
    "AWS::MWAA::Environment": Interrupting(
        "aws-resource-mwaa-environment",
        (
            "AirflowConfigurationOptions",
            "DagS3Path",
            "EnvironmentClass",
            "ExecutionRoleArn",
            "LoggingConfiguration",
            "MaxWorkers",
            "MinWorkers",
            "PluginsS3ObjectVersion",
            "PluginsS3Path",
            "RequirementsS3ObjectVersion",
            "RequirementsS3Path",
            "Schedulers",
            "SourceBucketArn",
            "StartupScriptS3ObjectVersion",
            "StartupScriptS3Path",
            "Tags",
            "WebserverAccessMode",
            "WeeklyMaintenanceWindowStart",
        ),
    ),
    "AWS::Neptune::DBInstance": Interrupting("aws-resource-neptune-dbinstance", ("DBInstanceClass",), _DATABASE),
    "AWS::OpenSearchService::Domain": Interrupting("aws-resource-opensearchservice-domain", ("VPCOptions",)),
    "AWS::RDS::DBCluster": Interrupting("aws-resource-rds-dbcluster", ("EngineVersion",), _DATABASE),
    "AWS::RDS::DBInstance": Interrupting(
        "aws-resource-rds-dbinstance", ("DBInstanceClass", "EngineVersion", "StorageType"), _DATABASE
    ),
}
_GONE = {
    "AWS::AutoScaling::AutoScalingGroup": (
        "its instances are terminated",
        "https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-process-shutdown.html",
    ),
    "AWS::EC2::Instance": (
        "what runs on it is stopped",
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/terminating-instances.html",
    ),
    "AWS::EC2::NatGateway": (
        "connections through it are cut off",
        "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html",
    ),
    "AWS::EC2::Route": (
        "what it leads to is out of reach, unless another route leads there",
        "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html",
    ),
    "AWS::EC2::VPCEndpoint": (
        "connections through it are cut off",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/delete-interface-endpoint.html",
    ),
    "AWS::EC2::VPCGatewayAttachment": (
        "the internet is out of reach, in both directions",
        "https://docs.aws.amazon.com/vpc/latest/userguide/working-with-igw.html",
    ),
    "AWS::ECS::Service": (
        "its tasks are stopped",
        "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html",
    ),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": (
        "nothing answers at its name any more",
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-delete.html",
    ),
}


def _find(found: Comparison) -> Iterator[Reason]:
    for change in found.of(*INTERRUPTING):
        known = INTERRUPTING[change.type]
        if change.fate in (Fate.UPDATED, Fate.MAYBE_REPLACED) and change.touches(*known.properties):
            yield Reason(change, Consequence.INTERRUPTED, known.said, source=known.source)
    for change in found.of(*_GONE):
        if change.fate in (Fate.REMOVED, Fate.REPLACED):
            said, page = _GONE[change.type]
            yield Reason(change, Consequence.INTERRUPTED, said, source=page)


FACT = Fact(
    "interruption",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html",
    _find,
)
