"""Systems -> deployment groups for a service, a cluster or target groups that do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.gate.blue_green import SERVICE, TARGET_GROUP, Release, controller, releases
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_literal, mappings, text


def _check(system: System) -> Iterator[Finding]:
    for release in releases(system):
        for cluster, name in release.services:
            yield from _of_service(system, release, cluster, name)
        if release.service is None:
            continue
        named = {group.token for group in release.target_groups} | set(release.target_group_names)
        for index, balancer in enumerate(mappings(release.service.properties, "LoadBalancers")):
            group = system.at(text(balancer, "TargetGroupArn"))
            names = release.target_group_names
            is_named = group is not None and is_literal(group.name)
            if names and all(names) and group and is_named and group not in release.target_groups:
                message = f"the service's target group {group.name or group.id} is not among {', '.join(sorted(named))}"
                yield Finding(release.service, message, ("LoadBalancers", index))
        for name in release.target_group_names if system.is_whole and any(system.of(TARGET_GROUP)) else ():
            if system.is_missing(TARGET_GROUP, name):
                message = f"names the target group '{name}', which nothing here makes"
                yield Finding(release.group, message, ("LoadBalancerInfo",))


def _of_service(system: System, release: Release, cluster: str, name: str) -> Iterator[Finding]:
    service = system.find(SERVICE, name)
    if service is None:
        if system.is_whole and system.is_missing(SERVICE, name):
            yield Finding(release.group, f"is for the service '{name}', which nothing here makes", ("ECSServices",))
        return
    if controller(service) != "CODE_DEPLOY":
        message = f"CodeDeploy deploys to it, but its deployment controller is {controller(service)}"
        yield Finding(service, message, ("DeploymentController",))
    own = service.properties.get("Cluster")
    if is_literal(text(own)) and is_literal(cluster) and not _is_same_cluster(system, cluster, own):
        message = f"looks for the service in the cluster '{cluster}', but it is in '{text(own)}'"
        yield Finding(release.group, message, ("ECSServices",))


def _is_same_cluster(system: System, one: Any, other: Any) -> bool:
    found = system.find("AWS::ECS::Cluster", one), system.find("AWS::ECS::Cluster", other)
    return one == other or (found[0] is not None and found[0] is found[1])


RULE = Rule(
    "release-service",
    "A deployment group is for a service that exists, in its cluster, under CODE_DEPLOY, with its target groups.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html",
    _check,
    """
 Resources:
   Group:
     Type: AWS::CodeDeploy::DeploymentGroup
     Properties:
       DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}
       ECSServices: [{ClusterName: shop, ServiceName: shop}]
       LoadBalancerInfo:
         TargetGroupPairInfoList:
           - TargetGroups: [{Name: shop-blue}, {Name: shop-green}]
             ProdTrafficRoute: {ListenerArns: ['arn:aws:elasticloadbalancing:us-west-2:111122223333:listener/app/shop']}
       AlarmConfiguration: {Enabled: true, Alarms: [{Name: errors}]}
       AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM]}
   Service:
     Type: AWS::ECS::Service
     Properties:
       ServiceName: shop
       Cluster: shop
-      DeploymentController: {Type: ECS}
+      DeploymentController: {Type: CODE_DEPLOY}
    """,
)
