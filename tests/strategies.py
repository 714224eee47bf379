"""Hypothesis strategies for specs that are valid: every key of the spec language, and every shape of every value.

Keys that have to suit each other (cpu and memory, certificate and region) are drawn together.
"""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import strategies as st

from generator.model.git import Git
from generator.spec.partition import partition
from generator.spec.rules.fargate_size import MEMORY
from generator.spec.rules.region_services import MISSING
from generator.spec.schema import schema
from tests import rarer

Data = dict[str, Any]

ACCOUNT = "111122223333"
ID = "01234567-89ab-cdef-0123-456789abcdef"
REGIONS: list[str] = [
    region
    for region in schema()["$defs"]["region"]["enum"]
    # What a spec names here, by ARN or as an image of ECR, is in the partition aws.
    if region and region not in MISSING and partition(region) == "aws"
]
_RETENTIONS: list[int] = [days for days in schema()["$defs"]["service"]["properties"]["log_retention"]["enum"] if days]
_CIDRS = ["10.0.0.0/16", "10.20.0.0/18", "172.16.4.0/22", "192.168.7.0/24"]

_words = st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True)
_texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20)
_names = st.from_regex(r"[A-Z][A-Z0-9_]{0,8}", fullmatch=True)
_paths = st.lists(_words, min_size=1, max_size=3).map("/".join)
_emails = st.builds("{}@{}.example.com".format, _words, _words)
_subnets = st.from_regex(r"subnet-[0-9a-f]{17}", fullmatch=True)


def _some(**optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    return st.fixed_dictionaries({}, optional=optional)


def specs() -> st.SearchStrategy[Data]:
    """A valid spec as data."""
    return _specs()


def texts() -> st.SearchStrategy[str]:
    """A valid spec as YAML, in block or flow style."""
    return st.builds(dump, specs(), flow=st.booleans())


def dump(data: Data, *, flow: bool = False) -> str:
    """The YAML of a spec."""
    return str(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, default_flow_style=flow, width=1000))


@st.composite
def _specs(draw: st.DrawFn) -> Data:
    region = draw(st.sampled_from(REGIONS))
    prefix = draw(st.sampled_from(["v", "release-", "shop-v"]))
    project: Data = {"project": draw(_words) + "s", "region": region, "repository": "acme/shop"}
    project |= draw(
        _some(connection=_connections(region), tags=_tags(), accept=_accepted(), permissions_boundary=_boundaries())
    )
    environments = draw(_environments(prefix))
    service = {"port": draw(st.integers(1, 65535))}
    # A group of keys that have to suit each other stands in the project or in environments, never half in each.
    homes: list[Data] = [project, *environments.values()]
    for key, section in _sections(region, prefix, has_test_port=draw(st.booleans())).items():
        for home in draw(st.sampled_from([[], [project], homes[1:]])):
            home[key] = draw(section)
    for section in _service():
        for home in draw(st.sampled_from([[], [service], [home.setdefault("service", {}) for home in homes[1:]]])):
            home |= draw(section)
    for section in _image():
        # The same for every environment that says it, since they share images.
        value = draw(section)
        for home in draw(st.sampled_from([[], [service], [home.setdefault("service", {}) for home in homes[1:]]])):
            home |= value
    if prefix != Git.tag_prefix:
        project["git"] = project.get("git", {}) | {"tag_prefix": prefix}
    beside = draw(_beside())
    if beside:
        project["services"] = beside
        if draw(st.booleans()):
            environments[draw(st.sampled_from(sorted(environments)))]["services"] = {
                draw(st.sampled_from(sorted(beside))): None
            }
    spec = {**project, "service": service, "environments": environments}
    rarer.put(draw, spec)
    made: Data = _placed(spec, region)
    return made


def _placed(value: Any, region: str) -> Any:
    """With ARNs and images of the partition that the spec's region is in."""
    if isinstance(value, dict):
        return {key: _placed(item, region) for key, item in value.items()}
    if isinstance(value, list):
        return [_placed(item, region) for item in value]
    if not isinstance(value, str):
        return value
    return value.replace("arn:aws:", f"arn:{partition(region)}:").replace(".ecr.us-west-2.", f".ecr.{region}.")


def _beside() -> st.SearchStrategy[Data]:
    """Services beside the main one, mostly none: each with a route that no other has."""
    own = _some(
        build=st.sampled_from([{"version_file": "VERSION", "test": []}, {"test": ["make test"]}]),
        paths=st.sampled_from([[], ["libs/**"]]),
        release=st.sampled_from([{"strategy": "all-at-once"}, {"pipeline": False}]),
        architecture=st.sampled_from(["x86_64", "arm64"]),
    )

    def build(names: list[str], bodies: list[Data]) -> Data:
        return {
            name: {
                "port": 8000 + number,
                "context": f"services/{name}",
                "route": {"path": [f"/{name}/*"], "priority": 100 * number},
                **body,
            }
            for number, (name, body) in enumerate(zip(names, bodies, strict=False), start=1)
        }

    names = st.sampled_from([[], [], [], ["svc-a"], ["svc-a", "svc-b"]])
    return st.builds(build, names, st.lists(own, min_size=2, max_size=2))


def _environments(prefix: str) -> st.SearchStrategy[Data]:
    """One to three environments, each with a trigger of its own."""

    def build(names: list[str], bodies: list[Data], has_tag: bool) -> Data:
        branches: Data = {
            name: {"trigger": {"branch": f"branch/{name}"}, **body} for name, body in zip(names, bodies, strict=True)
        }
        if has_tag:
            branches[names[-1]]["trigger"] = {"tag": f"{prefix}*"}
        return branches

    names = st.lists(_words, min_size=3, max_size=3, unique=True)
    body = _some(approval=st.booleans(), account=st.just(ACCOUNT), connection=st.none(), tags=_tags())
    drawn = st.builds(build, names, st.lists(body, min_size=3, max_size=3), st.booleans())
    return st.builds(lambda all_of_them, count: dict([*all_of_them.items()][-count:]), drawn, st.integers(1, 3))


def _sections(region: str, prefix: str, *, has_test_port: bool) -> dict[str, st.SearchStrategy[Data]]:
    return {
        "build": _builds(),
        "network": _networks(),
        "load_balancer": _load_balancers(region, has_test_port=has_test_port),
        "release": _releases(region, has_test_port=has_test_port),
        "git": _git(prefix),
        "notifications": _some(email=st.lists(_emails, max_size=3, unique=True)),
    }


def _service() -> list[st.SearchStrategy[Data]]:
    """Parts of ``service``, each of keys that have to suit each other."""
    sizes = st.sampled_from([{"cpu": cpu, "memory": memory} for cpu, row in MEMORY.items() for memory in row])
    shells = st.sampled_from([{}, {"exec": True, "read_only": False}, {"exec": False}, {"read_only": False}])
    values = st.one_of(_texts, st.integers(-(10**6), 10**6), st.booleans(), st.sampled_from([1.5, 0.25, -2.0]))
    secrets = st.sampled_from([
        "/shop/key",
        f"arn:aws:ssm:us-west-2:{ACCOUNT}:parameter/shop/key",
        f"arn:aws:secretsmanager:us-west-2:{ACCOUNT}:secret:shop/key-AbCdEf:key::",
    ])  # fmt: skip
    return [
        sizes,
        shells,
        st.one_of(_some(spot=st.booleans()), st.just({"spot": True, "on_demand": 0})),
        _some(tmp=st.booleans()),
        _some(stop_timeout=st.integers(2, 120), deregistration_delay=st.integers(0, 3600)),
        _some(
            ephemeral_storage=st.integers(21, 200), ulimits=st.just({"nofile": 4096, "core": {"soft": 0, "hard": -1}})
        ),
        _some(entry_point=st.just(["/tini", "--"]), command=st.lists(_words, min_size=1, max_size=2)),
        _some(count=_counts()),
        _some(health_check=st.one_of(_paths.map("/{}".format), _health_checks())),
        _some(environment=st.dictionaries(_names.map("E_{}".format), values, max_size=3)),
        _some(secrets=st.dictionaries(_names.map("S_{}".format), secrets, max_size=3)),
        _some(permissions=st.lists(_permissions(), max_size=2)),
        _some(bootstrap=st.sampled_from([f"{ACCOUNT}.dkr.ecr.us-west-2.amazonaws.com/n:24", "ghcr.io/acme/n:24"])),
        _some(log_retention=st.sampled_from(_RETENTIONS)),
    ]


def _image() -> list[st.SearchStrategy[Data]]:
    """Parts of ``service`` that its image is built by."""
    architectures = st.sampled_from(["x86_64", "arm64"])
    return [_some(context=_paths, dockerfile=_paths), _some(architecture=architectures)]


def _counts() -> st.SearchStrategy[int | Data]:
    ranges = st.tuples(st.integers(1, 500), st.integers(501, 1000)).map(lambda ends: {"min": ends[0], "max": ends[1]})
    cpu = st.integers(1, 100).map(lambda percent: {"cpu": percent})
    requests = st.integers(1, 1_000_000).map(lambda number: {"requests": number})
    targets = st.one_of(cpu, requests, st.builds(lambda one, other: one | other, cpu, requests))
    cooldowns = _some(scale_out_cooldown=st.integers(0, 600), scale_in_cooldown=st.integers(0, 600))
    built = st.builds(lambda ends, target, cooldown: ends | target | cooldown, ranges, targets, cooldowns)
    return st.one_of(st.integers(1, 1000), built)


def _health_checks() -> st.SearchStrategy[Data]:
    times = st.integers(2, 120).flatmap(
        lambda timeout: st.integers(max(5, timeout + 1), 300).map(lambda i: {"interval": i, "timeout": timeout})
    )
    rest = _some(
        path=_paths.map("/{}".format),
        healthy=st.integers(2, 10),
        unhealthy=st.integers(2, 10),
        codes=st.sampled_from(["200", "200,302", "200-299", "200,204-208,300-499"]),
        # No alarm can watch a longer start: `alarms.unhealthy` would have to be off.
        grace=st.integers(0, 82_800),
    )
    return st.builds(lambda one, other: one | other, st.one_of(st.just({}), times), rest)


def _permissions() -> st.SearchStrategy[Data]:
    actions = st.lists(
        st.sampled_from(["s3:GetObject", "s3:*", "sqs:Send*", "dynamodb:GetItem"]), min_size=1, unique=True
    )
    resources = st.lists(
        st.sampled_from(["*", "arn:aws:s3:::bucket/*", "arn:aws:sqs:*:*:orders"]), min_size=1, unique=True
    )
    return st.fixed_dictionaries({"actions": actions, "resources": resources})


def _builds() -> st.SearchStrategy[Data]:
    rest = _some(
        test=st.lists(_texts.filter(str.strip), max_size=3),
        version_file=st.sampled_from(["package.json", "pyproject.toml", "VERSION", "none"]),
    )
    machines: st.SearchStrategy[Data] = st.sampled_from([
        {},
        *({"compute": size} for size in ("small", "medium", "large", "xlarge")),
        {"compute": "small", "cache": True},
        {"compute": "2xlarge", "cache": False},
    ])  # fmt: skip
    return st.builds(lambda one, other: one | other, rest, machines)


def _networks() -> st.SearchStrategy[Data]:
    new = _some(vpc=st.just("create"), cidr=st.sampled_from(_CIDRS), zones=st.integers(2, 3))
    placements: st.SearchStrategy[Data] = st.sampled_from([
        {},
        {"placement": "public", "nat": "none"},
        {"placement": "private", "nat": "single"},
        {"placement": "private", "nat": "per-zone"},
    ])  # fmt: skip

    def existing(subnets: list[str], public: int) -> Data:
        return {"vpc": "vpc-0abc1234", "public_subnets": subnets[:public], "private_subnets": subnets[public:]}

    shared = st.builds(existing, st.lists(_subnets, min_size=4, max_size=6, unique=True), st.integers(2, 6))
    return st.one_of(st.builds(lambda one, other: one | other, new, placements), shared)


def _load_balancers(region: str, *, has_test_port: bool) -> st.SearchStrategy[Data]:
    certificate = {"certificate": f"arn:aws:acm:{region}:{ACCOUNT}:certificate/{ID}"}
    domain = {"domain": {"name": "shop.example.com", "zone": "Z0123456789"}}
    names: st.SearchStrategy[Data] = st.sampled_from([{}, certificate, certificate | domain])
    rest = _some(
        allow=st.lists(st.sampled_from(["0.0.0.0/0", "203.0.113.0/24", "198.51.100.7/32"]), min_size=1, unique=True),
        test_allow=st.lists(st.sampled_from(["0.0.0.0/0", "198.51.100.7/32"]), unique=True),
        test_port=st.integers(444, 65535) if has_test_port else st.just(value=False),
        access_logs=st.booleans(),
        deletion_protection=st.booleans(),
    )
    return st.builds(lambda one, other: one | other, names, rest)


def _releases(region: str, *, has_test_port: bool) -> st.SearchStrategy[Data]:
    """By either engine: what is of one alone, and what both take."""
    hook = st.one_of(_words, _words.map(f"arn:aws:lambda:{region}:{ACCOUNT}:function:{{}}".format))
    steps = ["before_install", "after_install", "before_traffic", "after_traffic"]
    if has_test_port:
        steps.append("after_test_traffic")
    hooks = _some(**dict.fromkeys(steps, hook))
    by_ecs = hooks.map(lambda found: {**found, "for": "ecs"})
    return st.one_of(
        st.builds(_joined, _by_codedeploy(), _stops(), _some(hooks=hooks)),
        st.builds(_joined, _by_ecs(has_test_port=has_test_port), _stops(), _some(hooks=by_ecs)),
    )


def _joined(*parts: Data) -> Data:
    return {key: value for part in parts for key, value in part.items()}


def _by_codedeploy() -> st.SearchStrategy[Data]:
    steps: st.SearchStrategy[Data] = st.one_of(
        _some(strategy=st.just("canary"), percent=st.integers(1, 99), minutes=st.integers(1, 2880)),
        _some(strategy=st.just("linear"), percent=st.integers(1, 99), minutes=st.integers(1, 29)),
        st.just({"strategy": "all-at-once"}),
    )
    rest = _some(engine=st.just("codedeploy"), keep_old=st.integers(4, 2800))
    return st.builds(_joined, steps, rest)


def _by_ecs(*, has_test_port: bool) -> st.SearchStrategy[Data]:
    """No longer than CloudFormation waits, with all that a person may take to answer."""
    pause = st.sampled_from(["step", *(["tested"] if has_test_port else [])])
    asks: st.SearchStrategy[Data] = st.one_of(
        st.just({}), st.fixed_dictionaries({"pause": pause}, optional={"pause_timeout": st.integers(1, 60)})
    )
    canary = st.builds(
        _joined,
        _some(strategy=st.just("canary"), percent=_tenths(1, 1000), minutes=st.integers(4, 1380)),
        asks,
    )
    linear = st.fixed_dictionaries(
        {"strategy": st.just("linear"), "percent": _tenths(30, 1000), "minutes": st.integers(0, 40)}
    )
    at_once = st.builds(_joined, st.just({"strategy": "all-at-once"}), asks)
    rest = st.fixed_dictionaries({"engine": st.just("ecs")}, optional={"keep_old": st.integers(4, 600)})
    return st.builds(_joined, st.one_of(canary, linear, at_once), rest)


def _tenths(least: int, most: int) -> st.SearchStrategy[float]:
    return st.integers(least, most).map(lambda number: number / 10)


def _stops() -> st.SearchStrategy[Data]:
    off = st.just(value=False)
    return _some(
        rollback=st.booleans(),
        alarms=_some(
            errors=st.one_of(off, st.integers(1, 90), st.floats(0.5, 90)),
            connections=st.one_of(off, st.integers(1, 45), st.floats(0.5, 45)),
            latency=st.one_of(off, st.integers(1, 59), st.floats(0.5, 59)),
            unhealthy=st.one_of(off, st.integers(1, 1000)),
            failures=st.integers(1, 1000),
        ),
    )


def _git(prefix: str) -> st.SearchStrategy[Data]:
    return _some(
        main=_paths.map("main-{}".format),
        develop=_paths,
        tag_prefix=st.just(prefix),
        approvals=st.integers(0, 6),
        owners=st.lists(st.one_of(_words.map("@{}".format), _words.map("@acme/{}".format), _emails), unique=True),
        signed_commits=st.booleans(),
        linear_history=st.booleans(),
    )


def _connections(region: str) -> st.SearchStrategy[str]:
    services = st.sampled_from(["codeconnections", "codestar-connections"])
    return services.map(lambda service: f"arn:aws:{service}:{region}:{ACCOUNT}:connection/{ID}")


def _boundaries() -> st.SearchStrategy[str]:
    return _words.map(f"arn:aws:iam::{ACCOUNT}:policy/{{}}".format)


def _accepted() -> st.SearchStrategy[Data]:
    return st.dictionaries(st.sampled_from(schema()["$defs"]["accept"]["propertyNames"]["enum"]), _words, max_size=2)


def _tags() -> st.SearchStrategy[Data]:
    return st.dictionaries(_words, st.one_of(_words, st.integers(0, 99), st.booleans()), max_size=3)
