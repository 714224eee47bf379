"""What a service is run with and built by: sizes, counts, health checks, variables, permissions."""

from __future__ import annotations

from hypothesis import strategies as st

from generator.spec.rules.fargate_size import MEMORY
from generator.spec.schema import schema
from tests.strategies.word import ACCOUNT, Data, free_texts, paths, some, words

_RETENTIONS: list[int] = [days for days in schema()["$defs"]["service"]["properties"]["log_retention"]["enum"] if days]
_variable_names = st.from_regex(r"[A-Z][A-Z0-9_]{0,8}", fullmatch=True)


def service_parts() -> list[st.SearchStrategy[Data]]:
    """Parts of ``service``, each of keys that have to suit each other."""
    sizes = st.sampled_from([{"cpu": cpu, "memory": memory} for cpu, row in MEMORY.items() for memory in row])
    shells = st.sampled_from([{}, {"exec": True, "read_only": False}, {"exec": False}, {"read_only": False}])
    values = st.one_of(free_texts, st.integers(-(10**6), 10**6), st.booleans(), st.sampled_from([1.5, 0.25, -2.0]))
    secrets = st.sampled_from([
        "/shop/key",
        f"arn:aws:ssm:us-west-2:{ACCOUNT}:parameter/shop/key",
        f"arn:aws:secretsmanager:us-west-2:{ACCOUNT}:secret:shop/key-AbCdEf:key::",
    ])  # fmt: skip
    return [
        sizes,
        shells,
        st.one_of(some(spot=st.booleans()), st.just({"spot": True, "on_demand": 0})),
        some(tmp=st.booleans()),
        some(stop_timeout=st.integers(2, 120), deregistration_delay=st.integers(0, 3600)),
        some(
            ephemeral_storage=st.integers(21, 200), ulimits=st.just({"nofile": 4096, "core": {"soft": 0, "hard": -1}})
        ),
        some(entry_point=st.just(["/tini", "--"]), command=st.lists(words, min_size=1, max_size=2)),
        some(count=_counts()),
        some(health_check=st.one_of(paths.map("/{}".format), _health_checks())),
        some(environment=st.dictionaries(_variable_names.map("E_{}".format), values, max_size=3)),
        some(secrets=st.dictionaries(_variable_names.map("S_{}".format), secrets, max_size=3)),
        some(permissions=st.lists(_permissions(), max_size=2)),
        some(bootstrap=st.sampled_from([f"{ACCOUNT}.dkr.ecr.us-west-2.amazonaws.com/n:24", "ghcr.io/acme/n:24"])),
        some(log_retention=st.sampled_from(_RETENTIONS)),
    ]


def image_parts() -> list[st.SearchStrategy[Data]]:
    """Parts of ``service`` that its image is built by."""
    architectures = st.sampled_from(["x86_64", "arm64"])
    return [some(context=paths, dockerfile=paths), some(architecture=architectures)]


def _counts() -> st.SearchStrategy[int | Data]:
    ranges = st.tuples(st.integers(1, 500), st.integers(501, 1000)).map(lambda ends: {"min": ends[0], "max": ends[1]})
    cpu = st.integers(1, 100).map(lambda percent: {"cpu": percent})
    requests = st.integers(1, 1_000_000).map(lambda number: {"requests": number})
    targets = st.one_of(cpu, requests, st.builds(lambda one, other: one | other, cpu, requests))
    cooldowns = some(scale_out_cooldown=st.integers(0, 600), scale_in_cooldown=st.integers(0, 600))
    built = st.builds(lambda ends, target, cooldown: ends | target | cooldown, ranges, targets, cooldowns)
    return st.one_of(st.integers(1, 1000), built)


def _health_checks() -> st.SearchStrategy[Data]:
    times = st.integers(2, 120).flatmap(
        lambda timeout: st.integers(max(5, timeout + 1), 300).map(lambda i: {"interval": i, "timeout": timeout})
    )
    rest = some(
        path=paths.map("/{}".format),
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
