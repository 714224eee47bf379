"""Every logical id. Once released they never change: CloudFormation replaces what changes its id."""

from __future__ import annotations

from hashlib import sha256

CONNECTION = "Connection"
REPOSITORY = "Repository"

OIDC_PROVIDER = "GitHubOidc"
OIDC_PROVIDER_PARAMETER = "GitHubOidcProvider"
MAKES_OIDC_PROVIDER = "MakesGitHubOidc"

VPC = "Vpc"
INTERNET_GATEWAY = "InternetGateway"
INTERNET_GATEWAY_ATTACHMENT = "InternetGatewayAttachment"
PUBLIC_ROUTE_TABLE = "PublicRouteTable"
PUBLIC_ROUTE = "PublicRoute"
S3_ENDPOINT = "S3Endpoint"
LOAD_BALANCER_SECURITY_GROUP = "LoadBalancerSecurityGroup"
SERVICE_SECURITY_GROUP = "ServiceSecurityGroup"
SERVICE_INGRESS = "ServiceFromLoadBalancer"
LOAD_BALANCER_EGRESS = "LoadBalancerToService"
HEALTH_INGRESS = "ServiceHealthFromLoadBalancer"
HEALTH_EGRESS = "LoadBalancerToServiceHealth"
NAMESPACE = "Namespace"
CONNECT_SECURITY_GROUP = "ConnectSecurityGroup"
CONNECT_INGRESS = "ServiceFromServices"

FILE_SYSTEM = "FileSystem"
FILE_SYSTEM_SECURITY_GROUP = "FileSystemSecurityGroup"
ACCESS_POINT = "AccessPoint"
FILE_SYSTEM_INGRESS = "FileSystemFromService"

KEY = "Key"
KEY_ALIAS = "KeyAlias"

LOG_BUCKET = "LogBucket"
LOG_BUCKET_POLICY = "LogBucketPolicy"
LOAD_BALANCER = "LoadBalancer"
PRODUCTION_LISTENER = "ProductionListener"
PRODUCTION_RULE = "ProductionRule"
TEST_LISTENER = "TestListener"
TEST_RULE = "TestRule"
REDIRECT_LISTENER = "RedirectListener"
RECORD = "Record"

CLUSTER = "Cluster"
LOG_GROUP = "LogGroup"
BOOTSTRAP_TASK_DEFINITION = "BootstrapTaskDefinition"
TASK_DEFINITION = "TaskDefinition"
SERVICE = "Service"
SCALABLE_TARGET = "ScalableTarget"
CPU_SCALING = "CpuScalingPolicy"
MEMORY_SCALING = "MemoryScalingPolicy"
REQUESTS_SCALING = "RequestsScalingPolicy"
RESPONSE_TIME_SCALING = "ResponseTimeScalingPolicy"
BACKLOG_SCALING = "BacklogScalingPolicy"

QUEUE = "Queue"
DEAD_LETTERS = "DeadLetters"
QUEUE_POLICY = "QueuePolicy"
DEAD_LETTERS_POLICY = "DeadLettersPolicy"

TOPIC = "Topic"
TOPIC_POLICY = "TopicPolicy"
DEPLOYMENT_RULE = "DeploymentFailedRule"
PIPELINE_RULE = "PipelineFailedRule"
TASK_RULE = "TaskFailedRule"
PUSH_RULE = "ImagePushedRule"
WAITING_RULE = "ReleaseWaitsRule"
DASHBOARD = "Dashboard"

TASK_DEFINITION = "TaskDefinition"
SCHEDULE_GROUP = "ScheduleGroup"
SCHEDULE = "Schedule"
UNDELIVERED = "Undelivered"
UNDELIVERED_POLICY = "UndeliveredPolicy"
IMAGE_PARAMETER = "Image"
VERSION_PARAMETER = "Version"
IS_RELEASED = "IsReleased"
"""The condition that there was a release; before the first, nothing that a release needs has to be there."""

APPLICATION = "Application"
DEPLOYMENT_CONFIG = "DeploymentConfig"
DEPLOYMENT_GROUP = "DeploymentGroup"

ARTIFACT_BUCKET = "ArtifactBucket"
ARTIFACT_BUCKET_POLICY = "ArtifactBucketPolicy"
WEB_ACL_ASSOCIATION = "WebAclAssociation"
BUILD_LOG_GROUP = "BuildLogGroup"
BUILD_PROJECT = "BuildProject"
ADMISSION_PROJECT = "AdmissionProject"
TEMPLATE_PROJECT = "TemplateProject"
BEFORE_PROJECT = "BeforeProject"
PIPELINE = "Pipeline"


def public_subnet(index: int) -> str:
    """The public subnet in the zone number ``index``, counted from 0."""
    return f"PublicSubnet{index + 1}"


def private_subnet(index: int) -> str:
    """The private subnet in the zone number ``index``, counted from 0."""
    return f"PrivateSubnet{index + 1}"


def mount_target(index: int) -> str:
    """The file system's mount target in the tasks' subnet number ``index``, counted from 0."""
    return f"MountTarget{index + 1}"


def of_zone(noun: str, index: int) -> str:
    """Something that a zone has one of, such as a NAT gateway."""
    return f"{noun}{index + 1}"


def of_subnet(subnet: str) -> str:
    """The association of a subnet with its route table."""
    return f"{subnet}RouteTableAssociation"


def role(principal: str) -> str:
    """An IAM role."""
    return f"{principal.capitalize()}Role"


def branch_repository(environment: str) -> str:
    """The ECR repository of an environment that a branch starts."""
    return f"{_in_words(environment)}Repository"


def deployer(environment: str) -> str:
    """The role that deploys an environment."""
    return f"{_in_words(environment)}Deployer"


def _in_words(name: str) -> str:
    """A name in a stack of several. A hyphen is lost, and the hash tells ``a-1`` from ``a1``."""
    words = "".join(word.capitalize() for word in name.split("-"))
    return f"{words}{_digest(name)}" if "-" in name else words


def deployer_condition(environment: str) -> str:
    """Whether an environment lives in the account and region that its deployer's stack is deployed to."""
    return f"{deployer(environment)}IsHere"


def deployer_policy(number: int) -> str:
    """One of the policies that the deployers share, counted from 1."""
    return f"DeployerPolicy{number}"


def subscription(endpoint: str) -> str:
    """A subscription to the topic; named after its address, so that a shorter list moves nobody."""
    return f"Subscription{_digest(endpoint)}"


def service_topic(topic: str) -> str:
    """A topic that services publish to."""
    return f"{_in_words(topic)}Topic"


def service_topic_policy(topic: str) -> str:
    """Its policy."""
    return f"{service_topic(topic)}Policy"


def queue_subscription(topic: str) -> str:
    """The subscription of a worker's queue to a topic, which is named or given as an ARN."""
    return subscription(topic) if ":" in topic else f"{_in_words(topic)}Subscription"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8].upper()


def target_group(colour: str) -> str:
    """One of the two target groups."""
    return f"{colour.capitalize()}TargetGroup"


def target_group_variable(service: str, colour: str) -> str:
    """What a text that is substituted calls one of the target groups of a service, beside those of others."""
    return f"{_in_words(service)}{target_group(colour)}"


def alarm(subject: str, measure: str) -> str:
    """An alarm, named after what it watches and what it measures."""
    words = [*subject.split("-"), *measure.split("-"), "alarm"]
    return "".join(word.capitalize() for word in words)
