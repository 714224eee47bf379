"""What services ask of whoever deploys beyond the handlers' own lists, each with the page or report that says so."""

from __future__ import annotations

from typing import NamedTuple


class Addition(NamedTuple):
    """Calls that a service makes, or asks about, on behalf of whoever makes a resource of the type."""

    resource_type: str
    actions: str
    """With a space between them."""
    source: str

    @property
    def calls(self) -> list[str]:
        """The actions, one by one."""
        return self.actions.split()


_REFERENCE = "https://docs.aws.amazon.com/service-authorization/latest/reference/"

ADDITIONS = (
    Addition(
        "AWS::ApplicationAutoScaling::ScalableTarget",
        "ecs:DescribeServices ecs:UpdateService",
        "https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_id-based-policy-examples.html",
    ),
    # Tags are sent with the registration.
    Addition(
        "AWS::ApplicationAutoScaling::ScalableTarget",
        "application-autoscaling:ListTagsForResource application-autoscaling:TagResource "
        "application-autoscaling:UntagResource",
        "https://docs.aws.amazon.com/autoscaling/application/userguide/resource-tagging-support.html",
    ),
    Addition(
        "AWS::ApplicationAutoScaling::ScalingPolicy",
        "cloudwatch:DeleteAlarms cloudwatch:DescribeAlarms cloudwatch:PutMetricAlarm",
        "https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_id-based-policy-examples.html",
    ),
    # The schema has no handlers: these are the calls of the service's API.
    Addition(
        "AWS::CodeBuild::Project",
        "codebuild:BatchGetProjects codebuild:CreateProject codebuild:DeleteProject codebuild:UpdateProject "
        "iam:PassRole",
        f"{_REFERENCE}list_awscodebuild.html",
    ),
    # A pipeline is made with a connection: its ARN may have the service's newer name.
    Addition(
        "AWS::CodePipeline::Pipeline",
        "codeconnections:PassConnection",
        "https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html",
    ),
    # For Fn::GetAZs.
    Addition(
        "AWS::EC2::Subnet",
        "ec2:DescribeAccountAttributes ec2:DescribeAvailabilityZones",
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html",
    ),
    Addition(
        "AWS::ECS::Service",
        "iam:CreateServiceLinkedRole",
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html",
    ),
    # The schema has the other calls of KMS that the page calls required.
    Addition("AWS::EFS::FileSystem", "kms:Decrypt", "https://docs.aws.amazon.com/efs/latest/ug/EFSKMS.html"),
    # The pages of the calls that make, read, change and delete one name what else they ask for. Who may not read the
    # attribute is refused by DescribeMountTargetSecurityGroups: https://github.com/aws/aws-parallelcluster/issues/1139.
    Addition(
        "AWS::EFS::MountTarget",
        "ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaceAttribute "
        "ec2:DescribeNetworkInterfaces ec2:DescribeSubnets ec2:ModifyNetworkInterfaceAttribute",
        "https://docs.aws.amazon.com/efs/latest/ug/API_CreateMountTarget.html",
    ),
    Addition(
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "ec2:DescribeAccountAttributes ec2:DescribeInternetGateways ec2:DescribeSecurityGroups ec2:DescribeSubnets "
        "ec2:DescribeVpcs iam:CreateServiceLinkedRole",
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-permissions.html",
    ),
    Addition(
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "ec2:GetSecurityGroupsForVpc",
        "https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/3917",
    ),
    Addition(
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        "ec2:DescribeVpcs",
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-permissions.html",
    ),
    # The schema has no handlers: these are the calls of the service's API.
    Addition(
        "AWS::Route53::RecordSet",
        "route53:ChangeResourceRecordSets route53:GetChange route53:GetHostedZone route53:ListHostedZones "
        "route53:ListResourceRecordSets",
        f"{_REFERENCE}list_amazonroute53.html",
    ),
    # Elastic Load Balancing asks for the leave to be judged, beside WAF's own actions: by SetWebAcl, and by actions for
    # each of the three calls, which AWS names beside it since.
    Addition(
        "AWS::WAFv2::WebACLAssociation",
        "elasticloadbalancing:CreateWebACLAssociation elasticloadbalancing:DeleteWebACLAssociation "
        "elasticloadbalancing:GetLoadBalancerWebACL elasticloadbalancing:SetWebAcl wafv2:AssociateWebACL "
        "wafv2:DisassociateWebACL wafv2:GetWebACL wafv2:GetWebACLForResource",
        f"{_REFERENCE}list_wafv2.html",
    ),
)
