"""A model project for the tests of the writing side, and what is made of it as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from troposphere import AWSObject, encode_to_dict

from generator.model.build import Build
from generator.model.container import Container, Count, HealthCheck, Permission
from generator.model.environment import Environment, Trigger
from generator.model.load_balancer import Domain, ExistingLoadBalancer, LoadBalancer
from generator.model.network import Network
from generator.model.notifications import Notifications
from generator.model.project import Images, Project, Shared, Spec
from generator.model.queue import Queue
from generator.model.release import Alarms, Hooks, Release
from generator.model.route import Route
from generator.model.service import Service, ServiceSettings
from generator.model.sidecar import Volume
from generator.problems import Location

ACCOUNT = "111122223333"
CONNECTION = f"arn:aws:codeconnections:us-west-2:{ACCOUNT}:connection/01234567-89ab-cdef-0123-456789abcdef"
CERTIFICATE = f"arn:aws:acm:us-west-2:{ACCOUNT}:certificate/01234567-89ab-cdef-0123-456789abcdef"
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/boundary"
FUNCTION = f"arn:aws:lambda:us-west-2:{ACCOUNT}:function:check"
ORIGIN = Location("shop.yaml", 1, 1)

TAG = Trigger(tag="v*")
BRANCH = Trigger(branch="develop")
VPC = Network(vpc="vpc-0abc", public_subnets=("subnet-0a", "subnet-0b"), private_subnets=("subnet-0c", "subnet-0d"))


_OF_SERVICE = (
    *("name", "container", "build", "release", "traffic", "tag_prefix", "route", "paths"),
    *("kind", "queue", "overlap"),
)


def project(**overrides: Any) -> Project:
    """The shop in prod, released by tag, all else as it is by default; what is about its one service may be here."""
    own = {key: overrides.pop(key) for key in _OF_SERVICE if key in overrides}
    return replace(
        Project(
            name="shop",
            region="us-west-2",
            repository="acme/shop",
            settings=(replace(ServiceSettings(container()), **own),),
            environment=environment(),
        ),
        **overrides,
    )


def service(**overrides: Any) -> Service:
    """The shop's one service."""
    [only] = project(**overrides).services
    return only


def worker(**overrides: Any) -> Service:
    """A worker alone, with a queue: it has two tasks, and up to eight where messages wait."""
    queue = Queue(visibility=120, tries=3, backlog=50, age=900)
    own = {"name": "mailer", "kind": "worker", "queue": queue, "container": Container(count=Count(2, 8))}
    return service(**{**own, **overrides})


def container(**overrides: Any) -> Container:
    """A container on port 3000."""
    return replace(Container(port=3000), **overrides)


def environment(**overrides: Any) -> Environment:
    """prod, released by tag."""
    return replace(Environment("prod", TAG), **overrides)


def shared(**overrides: Any) -> Shared:
    """What the shop's environments have in common."""
    return replace(Shared("shop", {}, True, ("us-west-2",), (images(),), origin=ORIGIN), **overrides)


def images(**overrides: Any) -> Images:
    """What the shop's environments have in common of its one service."""
    return replace(Images("shop", "main", {}, ("v",), origin=ORIGIN), **overrides)


def spec(*projects: Project, **overrides: Any) -> Spec:
    """A spec of these environments."""
    names = dict.fromkeys(each.name for project in projects for each in project.services)
    overrides.setdefault("images", tuple(images(service=name) for name in names))
    return Spec("shop.yaml", shared(**overrides), projects)


EVERYTHING = service(
    connection=CONNECTION,
    tags={"team": "checkout"},
    permissions_boundary=BOUNDARY,
    container=container(
        cpu=1024,
        memory=2048,
        architecture="arm64",
        spot=True,
        count=Count(2, 10, cpu=60, requests=500),
        health_check=HealthCheck("/health", codes="200,204-299"),
        environment={"NODE_ENV": "production"},
        secrets={
            "DATABASE_URL": "/shop/prod/database-url",
            "API_KEY": f"arn:aws:secretsmanager:us-west-2:{ACCOUNT}:secret:shop/api-AbCdEf:key::",
        },
        permissions=(Permission(("s3:GetObject",), ("arn:aws:s3:::my-bucket/*",)),),
        read_only=False,
        exec=True,
        log_retention=90,
    ),
    environment=environment(approval=True, account=ACCOUNT),
    build=Build(compute="medium", cache=False, registry_login="docker-hub"),
    network=Network(cidr="172.20.0.0/16", zones=3, placement="private", nat="per-zone"),
    load_balancer=LoadBalancer(CERTIFICATE, Domain("shop.example.com", "Z0123"), ("203.0.113.0/24",), 9443),
    release=Release(
        strategy="linear",
        percent=20,
        minutes=3,
        keep_old=30,
        alarms=Alarms(1, 0.5, 2),
        hooks=Hooks(before_traffic=FUNCTION),
    ),
    notifications=Notifications(("team@example.com", "pager@example.com")),
)

BEHIND_OTHERS = LoadBalancer(
    existing=ExistingLoadBalancer(
        f"arn:aws:elasticloadbalancing:us-west-2:{ACCOUNT}:listener/app/platform/0123456789abcdef/0011223344556677",
        "sg-0a",
        f"arn:aws:elasticloadbalancing:us-west-2:{ACCOUNT}:listener/app/platform/0123456789abcdef/8899aabbccddeeff",
    )
)

FOLDER = {"files": Volume("/srv/files", efs=True)}
"""The service's own folder in the environment's file system."""
VARIANTS = {
    "minimal": service(),
    "everything": EVERYTHING,
    "branch": service(
        environment=environment(name="dev", trigger=BRANCH),
        release=Release(strategy="all-at-once", rollback=False, alarms=Alarms(None, None, None, None)),
        load_balancer=LoadBalancer(test_port=None, access_logs=False, deletion_protection=False),
    ),
    "existing network": service(network=VPC),
    "what exists": service(
        cluster="platform", network=VPC, load_balancer=BEHIND_OTHERS, route=Route(310, ("shop.example.com",))
    ),
    "ecs": service(
        container=container(count=Count(2, 6, requests=100), volumes=FOLDER),
        release=Release(engine="ecs", pause="tested", hooks=Hooks(before_traffic=FUNCTION, made_for="ecs")),
    ),
    "connect": service(container=container(connect=True), release=Release(engine="ecs")),
    "worker": worker(),
    "folder": service(container=container(volumes=FOLDER)),
    "single nat": service(network=Network(placement="private", nat="single")),
}
"""One service for each way in which the stacks differ."""


def plain(value: Any) -> Any:
    """What troposphere makes of a value: data as it stands in the template."""
    return encode_to_dict(value)


def properties(resource: AWSObject) -> dict[str, Any]:
    """A resource's properties as plain data."""
    return dict(plain(resource)["Properties"])


def strings(data: Any) -> Iterator[str]:
    """Every string in data, however deep, keys included."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from strings(key)
            yield from strings(value)
    elif isinstance(data, list | tuple):
        for item in data:
            yield from strings(item)
