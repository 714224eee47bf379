"""What a spec names and canaryform does not make: made in the emulator, whose ids then stand in the spec."""

from __future__ import annotations

from generator.app.build.compile import Build, compile_spec
from generator.model.project import Project
from generator.model.topic import is_arn
from tests.deploy.account import Account
from tests.emulator.process import post


def with_what_exists(build: Build, project: Project, account: Account) -> Build:
    """The build of the spec as it is right for this account."""
    text = build.text
    domain = project.load_balancer.domain
    if domain:
        zone = {"account": account.number, "zone": domain.zone, "name": "example.com"}
        post(account.endpoint, "/_test/zones", zone)
    if project.cluster:
        providers = ["FARGATE", "FARGATE_SPOT"]
        account.client("ecs").create_cluster(
            clusterName=project.cluster,
            settings=[{"name": "containerInsights", "value": "enabled"}],
            capacityProviders=providers,
        )
    found = {**_load_balancer(project, account), **_security_groups(project, account), **_topics(project, account)}
    for written, real in found.items():
        text = text.replace(written, real)
    if text == build.text:
        return build
    made = compile_spec(text, build.file)
    assert not made.problems, [str(each) for each in made.problems]
    return made


def _topics(project: Project, account: Account) -> dict[str, str]:
    """What a queue subscribes to, and no service of the spec publishes to."""
    queues = [service.queue for service in project.services if service.queue]
    given = [topic for queue in queues for topic in queue.subscribe if is_arn(topic)]
    names = {topic: topic.rpartition(":")[2] for topic in given}
    fifo = {"FifoTopic": "true"}
    return {
        topic: account.client("sns").create_topic(Name=name, Attributes=fifo if name.endswith(".fifo") else {})[
            "TopicArn"
        ]
        for topic, name in names.items()
    }


def _load_balancer(project: Project, account: Account) -> dict[str, str]:
    """What the spec calls each part of it -> its id, or its ARN."""
    existing, network = project.load_balancer.existing, project.network
    if existing is None:
        return {}
    ec2, balancers = account.client("ec2"), account.client("elbv2")
    vpc = ec2.create_vpc(CidrBlock="10.7.0.0/16")["Vpc"]["VpcId"]
    made: dict[str, str] = {}
    for index, subnet in enumerate(network.private_subnets):
        found = ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.7.{index}.0/24")
        made[subnet] = found["Subnet"]["SubnetId"]
    group = ec2.create_security_group(GroupName="platform", Description="platform", VpcId=vpc)["GroupId"]
    [balancer] = balancers.create_load_balancer(
        Name=existing.name, Subnets=[made[each] for each in network.private_subnets], SecurityGroups=[group]
    )["LoadBalancers"]
    # The emulator puts every load balancer into the same one.
    made[network.vpc] = balancer["VpcId"]
    for port, listener in zip((443, 9001), existing.listeners, strict=False):
        nothing = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}
        [there] = balancers.create_listener(
            LoadBalancerArn=balancer["LoadBalancerArn"], Port=port, Protocol="HTTP", DefaultActions=[nothing]
        )["Listeners"]
        made[listener] = there["ListenerArn"]
    return {**made, existing.security_group: group}


def _security_groups(project: Project, account: Account) -> dict[str, str]:
    """Those of others that tasks have, in a VPC that then is the environment's."""
    named = {group for each in project.services for group in each.container.security_groups or ()}
    if not named:
        return {}
    ec2 = account.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.8.0.0/16")["Vpc"]["VpcId"]
    made = {
        group: ec2.create_security_group(GroupName=group, Description="of others", VpcId=vpc)["GroupId"]
        for group in sorted(named)
    }
    subnets = {
        subnet: ec2.create_subnet(
            VpcId=vpc, CidrBlock=f"10.8.{index}.0/24", AvailabilityZone=account.region + "abc"[index]
        )["Subnet"]["SubnetId"]
        for index, subnet in enumerate(project.network.private_subnets)
    }
    return {project.network.vpc: vpc, **subnets, **made}
