"""Each action of whoever deploys -> the kind of thing that IAM judges it by.

Which kinds an action knows is in
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html.
``policies/deployer_things.py`` says which things of each kind are ours. ``*`` is for actions that know no resource.
"""

from __future__ import annotations

from collections.abc import Mapping

SCOPES: Mapping[str, str] = {
    "*":
        "application-autoscaling:DescribeScalableTargets application-autoscaling:DescribeScalingPolicies "
        "application-autoscaling:DescribeScheduledActions cloudwatch:GetMetricData codeconnections:CreateConnection "
        "ec2:DescribeAccountAttributes ec2:DescribeAddresses ec2:DescribeAvailabilityZones ec2:DescribeInstances "
        "ec2:DescribeInternetGateways ec2:DescribeNatGateways ec2:DescribeNetworkAcls "
        "ec2:DescribeNetworkInterfaceAttribute ec2:DescribeNetworkInterfaces "
        "ec2:DescribeRouteTables ec2:DescribeSecurityGroupRules ec2:DescribeSecurityGroups ec2:DescribeSubnets "
        "ec2:DescribeTags ec2:DescribeVpcEncryptionControls ec2:DescribeVpcEndpoints ec2:DescribeVpcs "
        "ec2:DescribeVpnGateways ecs:DeregisterTaskDefinition ecs:DescribeTaskDefinition ecs:RegisterTaskDefinition "
        "elasticloadbalancing:DescribeCapacityReservation elasticloadbalancing:DescribeListenerAttributes "
        "elasticloadbalancing:DescribeListeners elasticloadbalancing:DescribeLoadBalancerAttributes "
        "elasticloadbalancing:DescribeLoadBalancers elasticloadbalancing:DescribeRules "
        "elasticloadbalancing:DescribeTags elasticloadbalancing:DescribeTargetGroupAttributes "
        "elasticloadbalancing:DescribeTargetGroups elasticloadbalancing:DescribeTargetHealth "
        "elasticloadbalancing:SetWebAcl kms:CreateKey elasticfilesystem:CreateFileSystem "
        "kms:ListAliases logs:DescribeIndexPolicies logs:DescribeLogGroups logs:DescribeResourcePolicies "
        "servicediscovery:CreateHttpNamespace servicediscovery:ListTagsForResource servicediscovery:TagResource "
        "servicediscovery:UntagResource",
    "access-point": "elasticfilesystem:DeleteAccessPoint elasticfilesystem:DescribeAccessPoints",
    "alarm": "cloudwatch:DeleteAlarms cloudwatch:PutMetricAlarm",
    "alias": "kms:CreateAlias kms:DeleteAlias kms:UpdateAlias",
    "any-alarm": "cloudwatch:DescribeAlarms",
    "any-where": "route53:ListHostedZones",
    "application":
        "codedeploy:CreateApplication codedeploy:DeleteApplication codedeploy:GetApplication "
        "codedeploy:GetApplicationRevision",
    "boundary": "iam:DeleteRolePermissionsBoundary iam:PutRolePermissionsBoundary",
    "bucket":
        "s3:CreateBucket s3:DeleteBucket s3:DeleteBucketPolicy s3:GetAccelerateConfiguration "
        "s3:GetAnalyticsConfiguration s3:GetBucketAbac s3:GetBucketAcl s3:GetBucketCORS s3:GetBucketLogging "
        "s3:GetBucketMetadataTableConfiguration s3:GetBucketNotification s3:GetBucketObjectLockConfiguration "
        "s3:GetBucketOwnershipControls s3:GetBucketPolicy s3:GetBucketPublicAccessBlock s3:GetBucketTagging "
        "s3:GetBucketVersioning s3:GetBucketWebsite s3:GetEncryptionConfiguration "
        "s3:GetIntelligentTieringConfiguration s3:GetInventoryConfiguration s3:GetLifecycleConfiguration "
        "s3:GetMetricsConfiguration s3:GetReplicationConfiguration s3:ListBucket s3:ListTagsForResource "
        "s3:PutBucketLogging s3:PutBucketNotification s3:PutBucketOwnershipControls s3:PutBucketPolicy "
        "s3:PutBucketPublicAccessBlock s3:PutBucketTagging s3:PutBucketVersioning s3:PutEncryptionConfiguration "
        "s3:PutLifecycleConfiguration s3:TagResource s3:UntagResource",
    "build-project":
        "codebuild:BatchGetProjects codebuild:CreateProject codebuild:DeleteProject codebuild:UpdateProject",
    "change": "route53:GetChange",
    "cluster":
        "ecs:CreateCluster ecs:DeleteCluster ecs:DescribeClusters ecs:PutClusterCapacityProviders ecs:UpdateCluster "
        "ecs:UpdateClusterSettings",
    "connection":
        "codeconnections:DeleteConnection codeconnections:GetConnection codeconnections:ListTagsForResource "
        "codeconnections:TagResource codeconnections:UntagResource",
    "dashboard": "cloudwatch:DeleteDashboards cloudwatch:GetDashboard cloudwatch:PutDashboard",
    "deployment-config":
        "codedeploy:CreateDeploymentConfig codedeploy:DeleteDeploymentConfig codedeploy:GetDeploymentConfig",
    "deployment-group":
        "codedeploy:CreateDeploymentGroup codedeploy:DeleteDeploymentGroup codedeploy:GetDeployment "
        "codedeploy:GetDeploymentGroup codedeploy:ListDeployments codedeploy:UpdateDeploymentGroup",
    "ecs-service":
        "ecs:CreateService ecs:DeleteService ecs:DescribeServiceDeployments ecs:DescribeServices "
        "ecs:ListServiceDeployments ecs:StopServiceDeployment ecs:UpdateService",
    "elastic-ip": "ec2:AllocateAddress ec2:CreateNatGateway ec2:DisassociateAddress ec2:ReleaseAddress",
    "file-system":
        "elasticfilesystem:CreateAccessPoint elasticfilesystem:CreateMountTarget elasticfilesystem:DeleteFileSystem "
        "elasticfilesystem:DeleteFileSystemPolicy elasticfilesystem:DeleteMountTarget elasticfilesystem:DeleteTags "
        "elasticfilesystem:DescribeAccessPoints elasticfilesystem:DescribeBackupPolicy "
        "elasticfilesystem:DescribeFileSystemPolicy elasticfilesystem:DescribeFileSystems "
        "elasticfilesystem:DescribeLifecycleConfiguration elasticfilesystem:DescribeMountTargetSecurityGroups "
        "elasticfilesystem:DescribeMountTargets elasticfilesystem:DescribeReplicationConfigurations "
        "elasticfilesystem:ModifyMountTargetSecurityGroups elasticfilesystem:PutBackupPolicy "
        "elasticfilesystem:PutFileSystemPolicy elasticfilesystem:PutLifecycleConfiguration "
        "elasticfilesystem:UpdateFileSystem",
    "hosted-zone": "route53:ChangeResourceRecordSets route53:GetHostedZone route53:ListResourceRecordSets",
    "internet-gateway":
        "ec2:AttachInternetGateway ec2:CreateInternetGateway ec2:DeleteInternetGateway ec2:DetachInternetGateway",
    "key":
        "kms:CreateAlias kms:DeleteAlias kms:DescribeKey kms:EnableKeyRotation kms:GetKeyPolicy "
        "kms:GetKeyRotationStatus kms:ListResourceTags kms:PutKeyPolicy kms:ScheduleKeyDeletion kms:TagResource "
        "kms:UntagResource kms:UpdateAlias kms:UpdateKeyDescription",
    "listener":
        "elasticloadbalancing:CreateRule elasticloadbalancing:DeleteListener elasticloadbalancing:ModifyListener "
        "elasticloadbalancing:ModifyListenerAttributes",
    "listener-rule":
        "elasticloadbalancing:DeleteRule elasticloadbalancing:ModifyRule elasticloadbalancing:SetRulePriorities",
    "web-acl": "wafv2:AssociateWebACL wafv2:GetWebACL wafv2:GetWebACLForResource",
    "judged":
        "elasticloadbalancing:CreateWebACLAssociation elasticloadbalancing:DeleteWebACLAssociation "
        "elasticloadbalancing:GetLoadBalancerWebACL wafv2:AssociateWebACL wafv2:DisassociateWebACL "
        "wafv2:GetWebACLForResource",
    "load-balancer":
        "elasticloadbalancing:CreateListener elasticloadbalancing:CreateLoadBalancer "
        "elasticloadbalancing:DeleteLoadBalancer elasticloadbalancing:ModifyLoadBalancerAttributes "
        "elasticloadbalancing:SetIpAddressType elasticloadbalancing:SetSecurityGroups elasticloadbalancing:SetSubnets",
    "log-group":
        "logs:AssociateKmsKey logs:CreateLogGroup logs:DeleteDataProtectionPolicy logs:DeleteLogGroup "
        "logs:DeleteRetentionPolicy logs:DisassociateKmsKey logs:GetDataProtectionPolicy logs:ListTagsForResource "
        "logs:PutRetentionPolicy logs:TagResource logs:UntagResource",
    "mounted-network": "ec2:CreateNetworkInterface ec2:ModifyNetworkInterfaceAttribute",
    "namespace":
        "servicediscovery:DeleteNamespace servicediscovery:GetNamespace servicediscovery:UpdateHttpNamespace",
    "namespace-operation": "servicediscovery:GetOperation",
    "natgateway": "ec2:CreateNatGateway ec2:DeleteNatGateway",
    "network-interface":
        "ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:ModifyNetworkInterfaceAttribute",
    "new-role": "iam:CreateRole iam:PutRolePolicy",
    "passed-connection": "codeconnections:PassConnection codestar-connections:PassConnection",
    "pipeline":
        "codepipeline:CreatePipeline codepipeline:DeletePipeline codepipeline:GetPipeline "
        "codepipeline:GetPipelineState codepipeline:ListTagsForResource codepipeline:TagResource "
        "codepipeline:UntagResource codepipeline:UpdatePipeline",
    "repository":
        "ecr:CreateRepository ecr:DeleteLifecyclePolicy ecr:DeleteRepository ecr:DescribeRepositories "
        "ecr:GetLifecyclePolicy ecr:GetRepositoryPolicy ecr:ListTagsForResource ecr:PutImageScanningConfiguration "
        "ecr:PutImageTagMutability ecr:PutLifecyclePolicy ecr:TagResource ecr:UntagResource",
    "repository-key": "kms:CreateGrant kms:RetireGrant",
    "queue":
        "sqs:CreateQueue sqs:DeleteQueue sqs:GetQueueAttributes sqs:GetQueueUrl sqs:ListQueueTags "
        "sqs:SetQueueAttributes sqs:TagQueue sqs:UntagQueue",
    "role":
        "iam:DeleteRole iam:DeleteRolePolicy iam:GetRole iam:GetRolePolicy iam:ListAttachedRolePolicies "
        "iam:ListRolePolicies iam:ListRoleTags iam:TagRole iam:UntagRole iam:UpdateAssumeRolePolicy iam:UpdateRole "
        "iam:UpdateRoleDescription",
    "route-table":
        "ec2:AssociateRouteTable ec2:CreateRoute ec2:CreateRouteTable ec2:CreateVpcEndpoint ec2:DeleteRoute "
        "ec2:DeleteRouteTable ec2:DisassociateRouteTable ec2:ModifyVpcEndpoint ec2:ReplaceRoute "
        "ec2:ReplaceRouteTableAssociation",
    "rule":
        "events:DeleteRule events:DescribeRule events:ListTagsForResource events:ListTargetsByRule events:PutRule "
        "events:PutTargets events:RemoveTargets events:TagResource events:UntagResource",
    "scalable-target":
        "application-autoscaling:DeleteScalingPolicy application-autoscaling:DeregisterScalableTarget "
        "application-autoscaling:ListTagsForResource application-autoscaling:PutScalingPolicy "
        "application-autoscaling:RegisterScalableTarget application-autoscaling:TagResource "
        "application-autoscaling:UntagResource",
    "schedule": "scheduler:CreateSchedule scheduler:DeleteSchedule scheduler:GetSchedule scheduler:UpdateSchedule",
    "schedule-group":
        "scheduler:CreateScheduleGroup scheduler:DeleteScheduleGroup scheduler:GetScheduleGroup "
        "scheduler:ListTagsForResource scheduler:TagResource scheduler:UntagResource",
    "security-group":
        "ec2:AuthorizeSecurityGroupEgress ec2:AuthorizeSecurityGroupIngress ec2:CreateSecurityGroup "
        "ec2:DeleteSecurityGroup ec2:RevokeSecurityGroupEgress ec2:RevokeSecurityGroupIngress "
        "ec2:UpdateSecurityGroupRuleDescriptionsEgress ec2:UpdateSecurityGroupRuleDescriptionsIngress",
    "security-group-rule": "ec2:AuthorizeSecurityGroupEgress ec2:AuthorizeSecurityGroupIngress",
    "service-deployment": "ecs:DescribeServiceDeployments ecs:StopServiceDeployment",
    "service-linked-role": "iam:CreateServiceLinkedRole",
    "subnet":
        "ec2:AssociateRouteTable ec2:CreateNatGateway ec2:CreateSubnet ec2:DeleteSubnet ec2:DisassociateRouteTable "
        "ec2:ModifySubnetAttribute ec2:ReplaceRouteTableAssociation",
    "target-group":
        "elasticloadbalancing:CreateTargetGroup elasticloadbalancing:DeleteTargetGroup "
        "elasticloadbalancing:ModifyTargetGroup elasticloadbalancing:ModifyTargetGroupAttributes",
    "topic":
        "sns:CreateTopic sns:DeleteTopic sns:GetDataProtectionPolicy sns:GetSubscriptionAttributes "
        "sns:GetTopicAttributes sns:ListSubscriptionsByTopic sns:ListTagsForResource sns:SetTopicAttributes "
        "sns:Subscribe sns:TagResource sns:Unsubscribe sns:UntagResource",
    "vpc":
        "ec2:AttachInternetGateway ec2:CreateNatGateway ec2:CreateRouteTable ec2:CreateSecurityGroup ec2:CreateSubnet "
        "ec2:CreateVpc ec2:CreateVpcEndpoint ec2:DeleteVpc ec2:DescribeVpcAttribute ec2:DetachInternetGateway "
        "ec2:GetSecurityGroupsForVpc ec2:ModifyVpcAttribute",
    "vpc-endpoint": "ec2:CreateVpcEndpoint ec2:DeleteVpcEndpoints ec2:ModifyVpcEndpoint",
}  # fmt: skip
"""Kind of thing -> the actions that IAM judges by it, with a space between them; an action may need several."""

SCOPES_BY_TYPE: Mapping[str, Mapping[str, str]] = {
    "AWS::ApplicationAutoScaling::ScalableTarget": {
        "scaling-alarm": "cloudwatch:DeleteAlarms cloudwatch:PutMetricAlarm",
    },
    "AWS::ApplicationAutoScaling::ScalingPolicy": {
        "scaling-alarm": "cloudwatch:DeleteAlarms cloudwatch:PutMetricAlarm",
    },
    "AWS::CloudWatch::Alarm": {
        "alarm": "cloudwatch:ListTagsForResource cloudwatch:TagResource cloudwatch:UntagResource",
    },
    "AWS::CloudWatch::Dashboard": {
        "dashboard": "cloudwatch:ListTagsForResource cloudwatch:TagResource cloudwatch:UntagResource",
    },
    "AWS::CodeBuild::Project": {
        "codebuild-role": "iam:PassRole",
    },
    "AWS::CodeDeploy::Application": {
        "application": "codedeploy:ListTagsForResource codedeploy:TagResource codedeploy:UntagResource",
    },
    "AWS::CodeDeploy::DeploymentGroup": {
        "codedeploy-role": "iam:PassRole",
        "deployment-group": "codedeploy:ListTagsForResource codedeploy:TagResource codedeploy:UntagResource",
    },
    "AWS::CodePipeline::Pipeline": {
        "codepipeline-role": "iam:PassRole",
    },
    "AWS::EC2::EIP": {
        "elastic-ip": "ec2:CreateTags ec2:DeleteTags",
    },
    "AWS::EC2::InternetGateway": {
        "internet-gateway": "ec2:CreateTags ec2:DeleteTags",
    },
    "AWS::EC2::NatGateway": {
        "natgateway": "ec2:CreateTags ec2:DeleteTags",
    },
    "AWS::EC2::RouteTable": {
        "route-table": "ec2:CreateTags ec2:DeleteTags",
    },
    "AWS::EC2::SecurityGroup": {
        "security-group": "ec2:CreateTags ec2:DeleteTags",
    },
    "AWS::EC2::Subnet": {
        "subnet": "ec2:CreateTags ec2:DeleteTags",
    },
    "AWS::EC2::VPC": {
        "vpc": "ec2:CreateTags ec2:DeleteTags",
    },
    "AWS::EC2::VPCEndpoint": {
        "vpc-endpoint": "ec2:CreateTags ec2:DeleteTags",
    },
    "AWS::ECR::Repository": {
        "repository-key": "kms:DescribeKey",
    },
    "AWS::ECS::Cluster": {
        "cluster": "ecs:ListTagsForResource ecs:TagResource ecs:UntagResource",
    },
    "AWS::ECS::Service": {
        "ecs-service": "ecs:ListTagsForResource ecs:TagResource ecs:UntagResource",
    },
    "AWS::ECS::TaskDefinition": {
        "task-definition": "ecs:ListTagsForResource ecs:TagResource ecs:UntagResource",
        "task-roles": "iam:PassRole",
    },
    "AWS::EFS::AccessPoint": {
        "access-point":
            "elasticfilesystem:ListTagsForResource elasticfilesystem:TagResource elasticfilesystem:UntagResource",
    },
    "AWS::EFS::FileSystem": {
        "file-system":
            "elasticfilesystem:ListTagsForResource elasticfilesystem:TagResource elasticfilesystem:UntagResource",
        "file-system-key": "kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKeyWithoutPlaintext",
        "file-system-linked-role": "iam:CreateServiceLinkedRole",
    },
    "AWS::ElasticLoadBalancingV2::Listener": {
        "listener": "elasticloadbalancing:AddTags elasticloadbalancing:RemoveTags",
    },
    "AWS::ElasticLoadBalancingV2::ListenerRule": {
        "listener-rule": "elasticloadbalancing:AddTags elasticloadbalancing:RemoveTags",
    },
    "AWS::ElasticLoadBalancingV2::LoadBalancer": {
        "load-balancer": "elasticloadbalancing:AddTags elasticloadbalancing:RemoveTags",
    },
    "AWS::Scheduler::Schedule": {
        "scheduler-role": "iam:PassRole",
    },
    "AWS::ElasticLoadBalancingV2::TargetGroup": {
        "target-group": "elasticloadbalancing:AddTags elasticloadbalancing:RemoveTags",
    },
}  # fmt: skip
"""The same for actions that are judged by another kind of thing with another type of resource."""

ON_EVERY_RESOURCE: Mapping[str, str] = {
    "cloudwatch:GetMetricData": "its resources are datasets, and metrics are none",
    "ecs:RegisterTaskDefinition":
        "ECS refuses it on the resource *, whatever the family: https://github.com/aws/containers-roadmap/issues/929",
}  # fmt: skip
"""Actions under ``*`` although AWS's list has a resource for them, and why."""
