"""The values that stacks hand to one another: exported by one, imported by another, named in one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from troposphere import ImportValue, Split

from generator import naming
from generator.cfn.intrinsic import exported_list, imported, imported_list
from generator.cfn.template import Template
from generator.model.project import Project, Shared
from generator.model.service import Service
from generator.model.workload import Workload


class Export(NamedTuple):
    """An output of the environment's stack ``stack`` that others import; of ``base``, where that has no such stack."""

    stack: str
    output: str
    description: str

    def give(self, template: Template, project: Project, value: Any) -> None:
        """Adds the output to its stack's template."""
        template.output(self.output, self.description, value, self.name(project))

    def take(self, project: Project) -> ImportValue:
        """The value, in another stack's template."""
        return imported(self.name(project))

    def give_list(self, template: Template, project: Project, values: list[Any]) -> None:
        """A list; exports are strings."""
        self.give(template, project, exported_list(values))

    def take_list(self, project: Project) -> Split:
        """The list, in another stack's template."""
        return imported_list(self.name(project))

    def name(self, project: Project) -> str:
        """What other stacks import it by."""
        return naming.export(project.names.handing_stack(self.stack), self.output)


class ServiceExport(NamedTuple):
    """An output of the stack ``stack`` of a service or a job that other stacks of it, or of its jobs, import."""

    stack: str
    output: str
    description: str

    def give(self, template: Template, workload: Workload, value: Any) -> None:
        """Adds the output to its stack's template."""
        template.output(self.output, self.description, value, self._name(workload))

    def take(self, workload: Workload) -> ImportValue:
        """The value, in another stack's template."""
        return imported(self._name(workload))

    def _name(self, workload: Workload) -> str:
        return naming.export(workload.names.stack(self.stack), self.output)


class SharedExport(NamedTuple):
    """An output of a stack that all environments use."""

    stack: str
    output: str
    description: str

    def give(self, template: Template, shared: Shared, value: Any) -> None:
        """Adds the output to its stack's template."""
        template.output(self.output, self.description, value, self._name(shared.name))

    def take(self, project: Project) -> ImportValue:
        """The value, in an environment's template."""
        return imported(self._name(project.name))

    def _name(self, project: str) -> str:
        return naming.export(naming.shared_stack(project, self.stack), self.output)


CONNECTION_ARN = SharedExport("github", "ConnectionArn", "ARN of the GitHub connection; authorise it once by hand")

VPC_ID = Export("network", "VpcId", "The VPC that everything runs in")
PUBLIC_SUBNET_IDS = Export("network", "PublicSubnetIds", "Subnets of the load balancer")
TASK_SUBNET_IDS = Export("network", "TaskSubnetIds", "Subnets of the tasks")
LOAD_BALANCER_SECURITY_GROUP_ID = Export(
    "network", "LoadBalancerSecurityGroupId", "Security group of the load balancer"
)

NAMESPACE_ARN = Export("connect", "NamespaceArn", "The namespace in which services find each other")
CONNECT_SECURITY_GROUP_ID = Export(
    "connect", "SecurityGroupId", "Security group of the tasks that may reach services by their names"
)

FILE_SYSTEM_ID = Export("efs", "FileSystemId", "The file system of all services")
FILE_SYSTEM_ARN = Export("efs", "FileSystemArn", "The file system, as roles name it")
FILE_SYSTEM_SECURITY_GROUP_ID = Export("efs", "SecurityGroupId", "Security group of the file system's mount targets")
ACCESS_POINT_ID = ServiceExport("volume", "AccessPointId", "By which tasks enter the file system")
ACCESS_POINT_ARN = ServiceExport("volume", "AccessPointArn", "The access point, as roles name it")

KEY_ARN = Export("base", "KeyArn", "KMS key of artifacts, logs and notifications")
ARTIFACT_BUCKET = Export("base", "ArtifactBucketName", "What the pipelines' stages hand over")
LOG_BUCKET = Export("base", "LogBucketName", "Access logs of the load balancer and of the artifact bucket")
TOPIC_ARN = Export("base", "TopicArn", "Where failed releases, alarms and approvals are told")
CLUSTER_ARN = Export("base", "ClusterArn", "The ECS cluster")
CLUSTER_NAME = Export("base", "ClusterName", "The ECS cluster, as deployment groups name it")

LOAD_BALANCER_FULL_NAME = Export("alb", "LoadBalancerFullName", "The load balancer, as CloudWatch's metrics call it")
PRODUCTION_LISTENER_ARN = Export("alb", "ProductionListenerArn", "The listener that users reach")
TEST_LISTENER_ARN = Export("alb", "TestListenerArn", "The listener for replacement tasks before they get traffic")

SERVICE_SECURITY_GROUP_ID = ServiceExport("routes", "SecurityGroupId", "Security group of the tasks")

QUEUE_URL = ServiceExport("queue", "QueueUrl", "The queue that the worker takes its work from")

UNDELIVERED_ARN = ServiceExport("job", "UndeliveredArn", "The queue of the runs of a job that could not be started")


MAY_GO = ("admit", "before", "start")
"""Principals whose roles go with a key of the spec. Others know them by name: this stack is updated before those that
would import an export of it, and CloudFormation keeps an export that is imported.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
"""


def role_arn(principal: str) -> ServiceExport:
    """The ARN of a role of the iam stack that stays as long as that."""
    return ServiceExport("iam", f"{principal.capitalize()}RoleArn", f"Role of {principal}")


def target_group_arn(colour: str) -> ServiceExport:
    """The ARN of one of the two target groups."""
    return ServiceExport("routes", f"{colour.capitalize()}TargetGroupArn", f"The {colour} target group")


def rule_arn(traffic: str) -> ServiceExport:
    """The ARN of the rule of one of the listeners: ``Production`` or ``Test``."""
    return ServiceExport("routes", f"{traffic}RuleArn", f"The rule that forwards {traffic.lower()} traffic")


def target_group_full_name(colour: str) -> ServiceExport:
    """One of the two target groups, as the dimension of its metrics."""
    return ServiceExport(
        "routes",
        f"{colour.capitalize()}TargetGroupFullName",
        f"The {colour} target group, as CloudWatch's metrics call it",
    )


def target_group_full_names(service: Service) -> Mapping[str, ImportValue]:
    """Colour -> its target group, as the dimension of its metrics; none of a worker."""
    colours = naming.PRODUCTION_COLOURS if service.answers else ()
    return {colour: target_group_full_name(colour).take(service) for colour in colours}
