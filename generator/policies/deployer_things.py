"""A spec -> the things that its deployers may touch, by kind: the ARNs of what the stacks of an environment hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from troposphere import Sub

from generator import naming
from generator.cfn import arn, linked_role
from generator.model.project import Project, Spec
from generator.model.topic import is_arn
from generator.naming import EnvironmentNames, ServiceNames
from generator.policies import listener, tag_condition

_WATCHED = (*naming.PRODUCTION_COLOURS, naming.LOAD_BALANCER_ALARM)
_WATCHED_QUEUES = (naming.QUEUE_ALARM, naming.DEAD_LETTERS_ALARM)
"""What alarms watch; that each alarm of ours is here is tested."""
ENVIRONMENT = f"${{!aws:PrincipalTag/{naming.DEPLOYER_TAG}}}"
"""The environment of whichever deployer asks."""
_CONNECTION_SERVICES = ("codeconnections", "codestar-connections")


def pattern(service: str) -> str:
    """A service as policies name it: the main one, or all others together, so that forty take no more than two."""
    return service if service == naming.MAIN else naming.EVERY_OTHER


def names(spec: Spec) -> EnvironmentNames:
    """The names of whichever environment it is whose deployer asks."""
    return EnvironmentNames(spec.shared.name, ENVIRONMENT)


def ours(spec: Spec) -> Mapping[str, list[Any]]:
    """Kind of thing -> the ARNs of ours."""
    environment = names(spec)
    patterns = dict.fromkeys(pattern(service.name) for service in spec.services)
    services = [ServiceNames(environment, each) for each in patterns]
    jobs = [ServiceNames(environment, each) for each in dict.fromkeys(pattern(job.name) for job in spec.jobs)]
    zones = {project.load_balancer.domain.zone for project in spec.projects if project.load_balancer.domain}
    return {
        "*": ["*"],
        "any-where": ["*"],
        **_joined(_made_by_name(environment, services, spec), _jobs_by_name(jobs)),
        **_joined(_roles(services, _of_services(spec)), _roles(jobs, _OF_JOBS) if jobs else {}),
        **{kind: [arn.regional("ec2", f"{kind}/*")] for kind in tag_condition.EC2},
        "network": [arn.regional("ec2", f"{kind}/*") for kind in tag_condition.NETWORK],
        "given-listener": [*_given_listeners(spec)],
        "given-listener-rule": [listener.of_listener(each) for each in _given_listeners(spec)],
        "given-topic": [*_given_topics(spec)],
        "given-vpc": [arn.regional("ec2", f"vpc/{vpc}") for vpc in _given_vpcs(spec)],
        "bucket": [arn.bucket(name) for name in _buckets(spec, environment)],
        "repository": [arn.regional("ecr", f"repository/{spec.shared.name}{rest}") for rest in ("", "/*")],
        "key": [arn.regional("kms", "key/*")],
        "repository-key": [arn.regional("kms", "key/*")],
        "namespace": [arn.regional("servicediscovery", "namespace/*")],
        # IAM's list asks for the namespace, and a refusal names ``*/*``, which this is both of:
        # https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudmap.html
        # https://github.com/aws-amplify/amplify-cli/issues/10116
        "namespace-operation": [arn.regional("servicediscovery", "*/*")],
        "connection": [arn.regional("codeconnections", "connection/*")],
        "passed-connection": sorted({project.connection for project in spec.projects if project.connection}),
        # One that we make has an id that nobody knows, in a service of either name.
        "made-connection": [arn.regional(service, "connection/*") for service in _CONNECTION_SERVICES],
        "deployment-config": [arn.regional("codedeploy", "deploymentconfig:*")],
        "service-linked-role": [arn.role(f"aws-service-role/{service}/*") for service in linked_role.SERVICES.values()],
        "file-system": [arn.regional("elasticfilesystem", "file-system/*")],
        "access-point": [arn.regional("elasticfilesystem", "access-point/*")],
        "file-system-key": [arn.regional("kms", "key/*")],
        "file-system-linked-role": [
            arn.role(f"aws-service-role/{service}/*") for service in linked_role.FILE_SYSTEMS.values()
        ],
        "mounted-network": [arn.regional("ec2", f"{kind}/*") for kind in ("security-group", "subnet")],
        "network-interface": [arn.regional("ec2", "network-interface/*")],
        "change": [Sub("arn:${AWS::Partition}:route53:::change/*")],
        "hosted-zone": [Sub(f"arn:${{AWS::Partition}}:route53:::hostedzone/{zone}") for zone in sorted(zones)],
        "web-acl": sorted({project.load_balancer.waf for project in spec.projects if project.load_balancer.waf}),
        "judged": [arn.regional("elasticloadbalancing", f"loadbalancer/app/{environment.load_balancer}/*")],
        "any-alarm": [arn.regional("cloudwatch", "alarm:*")],
        "scalable-target": [arn.regional("application-autoscaling", "scalable-target/*")],
    }


def _buckets(spec: Spec, environment: EnvironmentNames) -> Iterator[str]:
    yield environment.artifact_bucket
    if any(project.load_balancer.is_logged for project in spec.projects):
        yield environment.log_bucket


def _given_listeners(spec: Spec) -> list[str]:
    given = [project.load_balancer.existing for project in spec.projects]
    return sorted({arn for existing in given if existing for arn in existing.listeners})


def _given_topics(spec: Spec) -> list[str]:
    return sorted(
        {each for service in spec.services if service.queue for each in filter(is_arn, service.queue.subscribe)}
    )


def _given_vpcs(spec: Spec) -> list[str]:
    return sorted({project.network.vpc for project in spec.projects if not project.network.is_created})


def engines(projects: Iterable[Project]) -> frozenset[str]:
    """The engines that shift the traffic of any of their services."""
    return frozenset(service.release.engine for project in projects for service in project.answering)


def _has_before(spec: Spec) -> bool:
    return any(service.release.before for service in spec.services)


def _of_services(spec: Spec) -> Mapping[str, tuple[str, ...]]:
    """Whom the roles of a service are passed to -> their nouns."""
    used = engines(spec.projects)
    # A release is then an update of a stack, with a role for that and another to fetch the template.
    by_ecs, by_stack = "ecs" in used, any(service.is_released_by_ecs for service in spec.services)
    has_pipeline = any(project.has_pipeline for project in spec.projects)
    steps = ("codebuild", "admit", *(["template"] if by_stack else []), *(["before"] if _has_before(spec) else []))
    return {
        "task-roles": ("task", "execution"),
        "codebuild-role": steps if has_pipeline else (),
        "codedeploy-role": ("codedeploy",) if "codedeploy" in used else (),
        "codepipeline-role": ("codepipeline",) if has_pipeline else (),
        "start-role": ("start",) if any(service.is_pushed for service in spec.services) else (),
        "ecs-roles": ("ecs", "hook") if by_ecs else (),
        "release-role": ("release",) if by_stack else (),
    }


_OF_JOBS: Mapping[str, tuple[str, ...]] = {
    "task-roles": ("task", "execution"),
    "scheduler-role": ("scheduler",),
    "release-role": ("release",),
}
"""The same of a job; the last is passed by a pipeline alone."""


def _joined(first: Mapping[str, list[Any]], second: Mapping[str, list[Any]]) -> Mapping[str, list[Any]]:
    """What services and jobs have of each kind of thing; one pattern may be for both."""
    found = {kind: [*some] for kind, some in first.items()}
    for kind, some in second.items():
        known = [each.to_dict() for each in found.setdefault(kind, [])]
        found[kind] += [each for each in some if each.to_dict() not in known]
    return found


def _roles(services: Sequence[ServiceNames], principals: Mapping[str, tuple[str, ...]]) -> Mapping[str, list[Any]]:
    every = [name for some in principals.values() for name in some]
    kinds = {**principals, "role": every, "new-role": every}
    return {kind: [arn.role(names.role(word)) for names in services for word in some] for kind, some in kinds.items()}


def _made_by_name(
    environment: EnvironmentNames, services: Sequence[ServiceNames], spec: Spec
) -> Mapping[str, list[Any]]:
    balancer = environment.load_balancer
    has_topics = any(project.topics for project in spec.projects)
    shared = {
        "alias": ("kms", [environment.key_alias]),
        "cluster": ("ecs", [f"cluster/{environment.cluster}"]),
        "load-balancer": ("elasticloadbalancing", [f"loadbalancer/app/{balancer}/*"]),
        "listener": ("elasticloadbalancing", [f"listener/app/{balancer}/*"]),
        "listener-rule": ("elasticloadbalancing", [f"listener-rule/app/{balancer}/*"]),
        "topic": ("sns", [environment.topic, *([environment.service_topic("*")] if has_topics else [])]),
        **_in_clusters(environment, services, spec),
        "log-group": ("logs", [f"log-group:{group}{rest}" for group in environment.log_groups for rest in ("", ":*")]),
    }
    dashboard = f"arn:${{AWS::Partition}}:cloudwatch::${{AWS::AccountId}}:dashboard/{environment.dashboard}"
    together: dict[str, list[Any]] = {kind: [] for kind in _OF_SERVICE}
    for names in services:
        for kind, (service, of) in _OF_SERVICE.items():
            together[kind] += [arn.regional(service, name) for name in of(names)]
        if any(service.is_released_by_ecs for service in spec.services):
            together["build-project"].append(arn.regional("codebuild", f"project/{names.template_project}"))
        if _has_before(spec):
            together["build-project"].append(arn.regional("codebuild", f"project/{names.before_project}"))
        if any(service.failing_tasks for service in spec.services):
            together["alarm"].append(arn.regional("cloudwatch", f"alarm:{names.alarm(naming.TASKS_ALARM, 'failed')}"))
        if any(service.is_pushed for service in spec.services):
            together["rule"].append(arn.regional("events", f"rule/{names.rule(naming.PUSH_RULE)}"))
        if any(service.release.pause for service in spec.services):
            together["rule"].append(arn.regional("events", f"rule/{names.rule(naming.WAITING_RULE)}"))
        if names.service != naming.MAIN and any(service.queue for service in spec.services):
            together["queue"] = [arn.regional("sqs", name) for name in (names.queue, names.dead_letters)]
            watched = [f"alarm:{names.alarm(subject, '*')}" for subject in _WATCHED_QUEUES]
            together["alarm"] += [arn.regional("cloudwatch", name) for name in watched]
    return {
        **{kind: [arn.regional(service, name) for name in some] for kind, (service, some) in shared.items()},
        **together,
        "dashboard": [Sub(dashboard)],
    }


def _in_clusters(
    environment: EnvironmentNames, services: Sequence[ServiceNames], spec: Spec
) -> Mapping[str, tuple[str, list[str]]]:
    """All services of a cluster that an environment has to itself; of one with others' things in it, ours by name."""
    running = []
    if any(project.cluster is None for project in spec.projects):
        # The name of the cluster or of the environment ends at the slash.
        running.append((f"{environment.cluster}/*",) * 3)
    for cluster in sorted({project.cluster for project in spec.projects if project.cluster}):
        names = [f"{cluster}/{each.ecs_service}" for each in services]
        running += [(name, f"{name}/*", f"{name}-Alarm*") for name in names]
    return {
        "ecs-service": ("ecs", [f"service/{name}" for name, _, _ in running]),
        "service-deployment": ("ecs", [f"service-deployment/{inside}" for _, inside, _ in running]),
        "service-revision": ("ecs", [f"service-revision/{inside}" for _, inside, _ in running]),
        "scaling-alarm": ("cloudwatch", [f"alarm:TargetTracking-service/{alarms}" for _, _, alarms in running]),
    }


def _jobs_by_name(jobs: Sequence[ServiceNames]) -> Mapping[str, list[Any]]:
    together: dict[str, list[Any]] = {}
    for names in jobs:
        for kind, (service, of) in _OF_JOB.items():
            together.setdefault(kind, []).append(arn.regional(service, of(names)))
    return together


_OF_JOB: Mapping[str, tuple[str, Callable[[ServiceNames], str]]] = {
    "alarm": ("cloudwatch", lambda names: f"alarm:{names.alarm(naming.JOB_ALARM, '*')}"),
    "queue": ("sqs", lambda names: names.undelivered),
    "rule": ("events", lambda names: f"rule/{names.rule(naming.JOB_RULE)}"),
    "schedule": ("scheduler", lambda names: f"schedule/{names.schedule}/*"),
    "schedule-group": ("scheduler", lambda names: f"schedule-group/{names.schedule}"),
    "task-definition": ("ecs", lambda names: f"task-definition/{names.family}:*"),
}
"""Kind of thing that each job has -> the AWS service that it is of, and how ARNs of it end."""
_OF_SERVICE: Mapping[str, tuple[str, Callable[[ServiceNames], list[str]]]] = {
    # With what they watch: "P-prod-*" would be those of an environment "prod-eu", too.
    "alarm": ("cloudwatch", lambda names: [f"alarm:{names.alarm(watched, '*')}" for watched in _WATCHED]),
    "application": ("codedeploy", lambda names: [f"application:{names.application}"]),
    "deployment-group": (
        "codedeploy",
        lambda names: [f"deploymentgroup:{names.application}/{names.deployment_group}"],
    ),
    "build-project": (
        "codebuild",
        lambda names: [f"project/{names.build_project}", f"project/{names.admission_project}"],
    ),
    "task-definition": ("ecs", lambda names: [f"task-definition/{names.family}:*"]),
    "target-group": (
        "elasticloadbalancing",
        lambda names: [f"targetgroup/{names.target_group(colour)}/*" for colour in naming.PRODUCTION_COLOURS],
    ),
    "pipeline": ("codepipeline", lambda names: [names.pipeline]),
    "rule": ("events", lambda names: [f"rule/{names.rule(noun)}" for noun in naming.RULES]),
}
"""Kind of thing that each service has -> the AWS service that it is of, and how ARNs of it end."""
