"""The stack ``base``: what the services of an environment share without a network: key, buckets, topics, cluster.

What exists already, and is only handed on, is here too.
"""

from __future__ import annotations

from troposphere import GetAtt, Ref

from generator.cfn.arn import regional
from generator.cfn.template import Template
from generator.model.load_balancer import ExistingLoadBalancer
from generator.model.project import Project
from generator.naming import logical
from generator.resources import bucket
from generator.resources.cluster import cluster
from generator.resources.key import key, key_alias
from generator.resources.service_topic import service_topic, service_topic_policy
from generator.resources.topic import subscription, topic, topic_policy
from generator.stacks import export
from generator.stacks.stack import EnvironmentStack


def template(project: Project) -> Template:
    """The same whichever services there are: one more replaces nothing of what the others use."""
    result = Template(f"{project.names.base}: key, buckets, notifications and cluster", project.resource_tags)
    key_arn = GetAtt(logical.KEY, "Arn")
    result.add(key(project), project.origin)
    result.add(key_alias(project), project.origin)
    if project.load_balancer.is_logged:
        result.add(bucket.log_bucket(project), project.load_balancer.origin)
        result.add(bucket.log_bucket_policy(project), project.load_balancer.origin)
        export.LOG_BUCKET.give(result, project, Ref(logical.LOG_BUCKET))
    result.add(bucket.artifact_bucket(project, key_arn), project.origin)
    result.add(bucket.artifact_bucket_policy(), project.origin)
    _add_topic(result, project, key_arn)
    for name, origin in project.topics.items():
        result.add(service_topic(project, name, key_arn), origin)
        result.add(service_topic_policy(name), origin)
    export.KEY_ARN.give(result, project, key_arn)
    export.ARTIFACT_BUCKET.give(result, project, Ref(logical.ARTIFACT_BUCKET))
    export.TOPIC_ARN.give(result, project, Ref(logical.TOPIC))
    _add_cluster(result, project)
    if existing := project.load_balancer.existing:
        _hand_on(result, project, existing)
    return result


def _add_cluster(result: Template, project: Project) -> None:
    """Or that of another owner, which the services are told in the same way."""
    if project.cluster:
        name, arn = project.cluster, regional("ecs", f"cluster/{project.cluster}")
    else:
        result.add(cluster(project), project.origin)
        name, arn = Ref(logical.CLUSTER), GetAtt(logical.CLUSTER, "Arn")
    export.CLUSTER_NAME.give(result, project, name)
    export.CLUSTER_ARN.give(result, project, arn)


def _hand_on(result: Template, project: Project, existing: ExistingLoadBalancer) -> None:
    """The load balancer that exists, and the network that it is in: there is no stack of either."""
    network = project.network
    export.VPC_ID.give(result, project, network.vpc)
    export.TASK_SUBNET_IDS.give_list(result, project, [*(network.private_subnets or network.public_subnets)])
    export.LOAD_BALANCER_SECURITY_GROUP_ID.give(result, project, existing.security_group)
    export.LOAD_BALANCER_FULL_NAME.give(result, project, existing.full_name)
    export.PRODUCTION_LISTENER_ARN.give(result, project, existing.listener)
    if existing.test_listener:
        export.TEST_LISTENER_ARN.give(result, project, existing.test_listener)


def _add_topic(result: Template, project: Project, key_arn: GetAtt) -> None:
    notifications = project.notifications
    result.add(topic(project, key_arn), notifications.origin)
    result.add(topic_policy(project), notifications.origin)
    for address in notifications.email:
        result.add(subscription(address), notifications.origin)


BASE = EnvironmentStack("base", template)
