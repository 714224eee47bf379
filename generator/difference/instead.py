"""The type of a resource that releases own -> what to do in place of a change that AWS or the stack policy refuses."""

from __future__ import annotations

NEW_ENVIRONMENT = (
    "add an environment beside this one, with a trigger of its own; deploy and release to it, move the DNS name, then "
    "destroy this one"
)
INSTEAD = {
    # https://github.com/aws/aws-cdk/issues/23564
    "AWS::ECS::Service": "ECS takes no update of a service that CodeDeploy controls; image, cpu, memory, environment "
    f"and secrets change with a release. For anything else, {NEW_ENVIRONMENT}",
    # https://github.com/aws/aws-cdk/issues/36649
    # https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html
    "AWS::ECS::Cluster": "ECS deletes no cluster with services in it, and moves no service to another. Take the change "
    f"back in the spec, or {NEW_ENVIRONMENT}",
    "AWS::ElasticLoadBalancingV2::ListenerRule": "every release moves this rule, and an update would "
    f"put all traffic back on blue. Take the change back in the spec, or {NEW_ENVIRONMENT}",
    "AWS::ElasticLoadBalancingV2::TargetGroup": "a target group that gets traffic may change in place, such as its "
    f"health check, and not be replaced. Take the change back in the spec, or {NEW_ENVIRONMENT}",
}
