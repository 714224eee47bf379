"""What the handlers may call and whoever deploys our templates may not, each with the reason that it is not needed.

The handlers of a type serve all of its properties. A call that is left out belongs to properties that our templates
never set, or is made for something else than a stack; what cannot be told apart is granted.
"""

from __future__ import annotations

from typing import NamedTuple


class Omission(NamedTuple):
    """Calls that the handlers of a type do not make for our templates."""

    resource_type: str
    actions: str
    """With a space between them."""
    properties: tuple[str, ...]
    """The properties, at any depth, without which none of the calls is made; our templates set none of them."""
    why: str = "only for these properties"

    @property
    def calls(self) -> list[str]:
        """The actions, one by one."""
        return self.actions.split()


LIST_HANDLER = "list"
"""What this handler alone calls is left out of every type: it is for Cloud Control's lists, never for a stack.

https://docs.aws.amazon.com/cloudcontrolapi/latest/userguide/resource-operations-list.html
"""

_NO_ACTION = "IAM has no action of this name: the Put action of the same setting is asked for"
_NO_OBJECTS = "a bucket that is being made has no objects yet"
_METADATA = ("MetadataConfiguration", "MetadataTableConfiguration")

OMISSIONS = (
    Omission(
        "AWS::ApplicationAutoScaling::ScalableTarget",
        "application-autoscaling:DeleteScheduledAction application-autoscaling:PutScheduledAction",
        ("ScheduledActions",),
    ),
    Omission("AWS::ApplicationAutoScaling::ScalableTarget", "iam:PassRole", ("RoleARN",)),
    Omission(
        "AWS::ApplicationAutoScaling::ScalableTarget",
        "lambda:DeleteProvisionedConcurrencyConfig lambda:GetProvisionedConcurrencyConfig "
        "lambda:PutProvisionedConcurrencyConfig",
        (),
        "what scales is an ECS service, not a Lambda function",
    ),
    Omission(
        "AWS::CodeDeploy::DeploymentGroup",
        "codedeploy:CreateDeployment codedeploy:RegisterApplicationRevision codedeploy:StopDeployment",
        ("Deployment",),
        "only to deploy a revision with the stack; releases are the pipeline's",
    ),
    Omission(
        "AWS::CodeDeploy::DeploymentGroup",
        "codedeploy:RegisterOnPremisesInstance",
        ("OnPremisesInstanceTagFilters", "OnPremisesTagSet"),
    ),
    Omission(
        "AWS::CodePipeline::Pipeline",
        "codepipeline:DisableStageTransition codepipeline:EnableStageTransition",
        ("DisableInboundStageTransitions",),
    ),
    Omission("AWS::CodePipeline::Pipeline", "codepipeline:StartPipelineExecution", ("RestartExecutionOnUpdate",)),
    Omission("AWS::EC2::EIP", "ec2:AcceptAddressTransfer", ("TransferAddress",)),
    Omission("AWS::EC2::EIP", "ec2:AssociateAddress", ("InstanceId",)),
    Omission(
        "AWS::EC2::NatGateway",
        "ec2:AssignPrivateNatGatewayAddress ec2:UnassignPrivateNatGatewayAddress",
        ("SecondaryPrivateIpAddresses", "SecondaryPrivateIpAddressCount"),
    ),
    Omission(
        "AWS::EC2::NatGateway",
        "ec2:AssociateNatGatewayAddress ec2:DisassociateNatGatewayAddress",
        ("SecondaryAllocationIds", "AvailabilityZoneAddresses"),
    ),
    Omission(
        "AWS::EC2::Subnet",
        "ec2:AssociateSubnetCidrBlock ec2:DisassociateSubnetCidrBlock",
        ("Ipv6CidrBlock", "Ipv6IpamPoolId"),
    ),
    Omission("AWS::EC2::VPC", "ec2:CreateVpcEncryptionControl", ("VpcEncryptionControl",)),
    Omission("AWS::EC2::VPC", "ec2:ModifyVpcTenancy", ("InstanceTenancy",)),
    Omission(
        "AWS::EC2::VPCEndpoint",
        "vpc-lattice:CreateServiceNetworkVpcEndpointAssociation "
        "vpc-lattice:DescribeServiceNetworkVpcEndpointAssociation",
        ("ServiceNetworkArn",),
    ),
    Omission("AWS::EC2::VPCEndpoint", "vpce:AllowMultiRegion", ("ServiceRegion",)),
    Omission("AWS::EC2::VPCGatewayAttachment", "ec2:AttachVpnGateway ec2:DetachVpnGateway", ("VpnGatewayId",)),
    Omission(
        "AWS::ECR::Repository",
        "ecr:DeleteRepositoryPolicy ecr:SetRepositoryPolicy",
        ("RepositoryPolicyText",),
        "only for this property; policies/promotion.py grants it where another account reads a repository",
    ),
    Omission(
        "AWS::ECS::Cluster",
        "ecs:PutAccountSetting ecs:PutAccountSettingDefault",
        (),
        "settings of the whole account, which no property of a cluster says",
    ),
    Omission(
        "AWS::ECS::Service",
        "iam:PassRole",
        ("Role",),
        "only with roles that ECS takes on; policies/deployer.py grants it where the engine gives it some",
    ),
    Omission(
        "AWS::EFS::FileSystem",
        "elasticfilesystem:CreateReplicationConfiguration elasticfilesystem:DeleteReplicationConfiguration "
        "iam:PassRole",
        ("ReplicationConfiguration",),
    ),
    Omission("AWS::EFS::FileSystem", "elasticfilesystem:UpdateFileSystemProtection", ("FileSystemProtection",)),
    Omission(
        "AWS::ElasticLoadBalancingV2::Listener", "cognito-idp:DescribeUserPoolClient", ("AuthenticateCognitoConfig",)
    ),
    Omission(
        "AWS::ElasticLoadBalancingV2::ListenerRule",
        "cognito-idp:DescribeUserPoolClient",
        ("AuthenticateCognitoConfig",),
    ),
    Omission(
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "ec2:DescribeIpamPools elasticloadbalancing:ModifyIpPools",
        ("Ipv4IpamPoolId",),
    ),
    Omission(
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "elasticloadbalancing:ModifyCapacityReservation",
        ("MinimumLoadBalancerCapacity",),
    ),
    Omission(
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        "elasticloadbalancing:DeregisterTargets elasticloadbalancing:RegisterTargets",
        ("Targets",),
        "ECS registers its tasks itself",
    ),
    Omission(
        "AWS::Events::Rule",
        "iam:PassRole",
        (),
        "only with a role; policies/deployer.py grants it where a rule starts a pipeline",
    ),
    Omission("AWS::IAM::Role", "iam:AttachRolePolicy iam:DetachRolePolicy", ("ManagedPolicyArns",)),
    Omission("AWS::KMS::Key", "kms:DisableKey kms:EnableKey", ("Enabled",)),
    Omission("AWS::KMS::Key", "kms:DisableKeyRotation", (), "our keys rotate, from the first day to the last"),
    Omission(
        "AWS::Logs::LogGroup",
        "firehose:TagDeliveryStream logs:CreateLogDelivery logs:PutDataProtectionPolicy s3:REST.PUT.OBJECT",
        ("DataProtectionPolicy",),
    ),
    Omission("AWS::Logs::LogGroup", "logs:DeleteIndexPolicy logs:PutIndexPolicy", ("FieldIndexPolicies",)),
    Omission("AWS::Logs::LogGroup", "logs:DeleteResourcePolicy logs:PutResourcePolicy", ("ResourcePolicyDocument",)),
    Omission("AWS::Logs::LogGroup", "logs:PutBearerTokenAuthentication", ("BearerTokenAuthenticationEnabled",)),
    Omission("AWS::Logs::LogGroup", "logs:PutLogGroupDeletionProtection", ("DeletionProtectionEnabled",)),
    Omission("AWS::S3::Bucket", "iam:PassRole s3:DeleteBucketReplication s3:PutBucketReplication "
             "s3:PutReplicationConfiguration", ("ReplicationConfiguration",)),
    Omission(
        "AWS::S3::Bucket",
        "s3:CreateBucketMetadataTableConfiguration s3:DeleteBucketMetadataTableConfiguration "
        "s3:UpdateBucketMetadataAnnotationTableConfiguration s3:UpdateBucketMetadataInventoryTableConfiguration "
        "s3:UpdateBucketMetadataJournalTableConfiguration s3tables:CreateNamespace s3tables:CreateTable "
        "s3tables:CreateTableBucket s3tables:GetTable s3tables:GetTableMetadataLocation "
        "s3tables:PutTableBucketPolicy s3tables:PutTableEncryption s3tables:PutTablePolicy "
        "s3tables:UpdateTableMetadataLocation",
        _METADATA,
    ),
    Omission(
        "AWS::S3::Bucket",
        "s3:DeleteBucketAnalyticsConfiguration s3:PutAnalyticsConfiguration",
        ("AnalyticsConfigurations",),
    ),
    Omission("AWS::S3::Bucket", "s3:DeleteBucketCors s3:PutBucketCORS", ("CorsConfiguration",)),
    Omission(
        "AWS::S3::Bucket",
        "s3:DeleteBucketMetricsConfiguration s3:PutMetricsConfiguration",
        ("MetricsConfigurations",),
    ),
    Omission("AWS::S3::Bucket", "s3:DeleteBucketWebsite s3:PutBucketWebsite", ("WebsiteConfiguration",)),
    Omission("AWS::S3::Bucket", "s3:PutAccelerateConfiguration", ("AccelerateConfiguration",)),
    Omission("AWS::S3::Bucket", "s3:PutBucketAbac", ("AbacStatus",)),
    Omission("AWS::S3::Bucket", "s3:PutBucketAcl", ("AccessControl",)),
    Omission(
        "AWS::S3::Bucket",
        "s3:PutBucketObjectLockConfiguration s3:PutObjectLockConfiguration",
        ("ObjectLockConfiguration", "ObjectLockEnabled"),
    ),
    Omission("AWS::S3::Bucket", "s3:PutIntelligentTieringConfiguration", ("IntelligentTieringConfigurations",)),
    Omission("AWS::S3::Bucket", "s3:PutInventoryConfiguration", ("InventoryConfigurations",)),
    Omission(
        "AWS::S3::Bucket", "s3:DeleteBucketEncryption s3:DeleteBucketLifecycle s3:DeleteBucketTagging", (), _NO_ACTION
    ),
    Omission("AWS::S3::Bucket", "s3:DeleteObject s3:PutObjectAcl", (), _NO_OBJECTS),
    Omission("AWS::SNS::Subscription", "iam:GetRole iam:PassRole", ("SubscriptionRoleArn",)),
    Omission(
        "AWS::SNS::Subscription",
        "sns:SetSubscriptionAttributes",
        ("DeliveryPolicy", "FilterPolicy", "FilterPolicyScope", "RawMessageDelivery", "RedrivePolicy", "ReplayPolicy"),
        "only for these properties; policies/deployer_topics.py grants it where a queue subscribes to a topic",
    ),
    Omission("AWS::SNS::Topic", "iam:GetRole iam:PassRole", ("DeliveryStatusLogging",)),
    Omission("AWS::SNS::Topic", "sns:PutDataProtectionPolicy", ("DataProtectionPolicy",)),
    Omission("AWS::SNS::Topic", "sns:Subscribe sns:Unsubscribe", ("Subscription",)),
)  # fmt: skip
