"""The stack ``base``: what the services of an environment share without a network: key, buckets, topic, cluster."""

from __future__ import annotations

from troposphere import GetAtt, Ref

from generator.cfn.arn import regional
from generator.cfn.template import Template
from generator.model.project import Project
from generator.naming import logical
from generator.resources import bucket
from generator.resources.cluster import cluster
from generator.resources.key import key, key_alias
from generator.resources.topic import subscription, topic, topic_policy
from generator.stacks import export
from generator.stacks.stack import EnvironmentStack


def template(project: Project) -> Template:
    """The same whichever services there are: one more replaces nothing of what the others use."""
    result = Template(f"{project.names.base}: key, buckets, notifications and cluster", project.resource_tags)
    key_arn = GetAtt(logical.KEY, "Arn")
    result.add(key(project), project.origin)
    result.add(key_alias(project), project.origin)
    if project.load_balancer.access_logs:
        result.add(bucket.log_bucket(project), project.load_balancer.origin)
        result.add(bucket.log_bucket_policy(project), project.load_balancer.origin)
        export.LOG_BUCKET.give(result, project, Ref(logical.LOG_BUCKET))
    result.add(bucket.artifact_bucket(project, key_arn), project.origin)
    result.add(bucket.artifact_bucket_policy(), project.origin)
    _add_topic(result, project, key_arn)
    export.KEY_ARN.give(result, project, key_arn)
    export.ARTIFACT_BUCKET.give(result, project, Ref(logical.ARTIFACT_BUCKET))
    export.TOPIC_ARN.give(result, project, Ref(logical.TOPIC))
    _add_cluster(result, project)
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


def _add_topic(result: Template, project: Project, key_arn: GetAtt) -> None:
    notifications = project.notifications
    result.add(topic(project, key_arn), notifications.origin)
    result.add(topic_policy(project), notifications.origin)
    for address in notifications.email:
        result.add(subscription(address), notifications.origin)


BASE = EnvironmentStack("base", template)
