"""The network that tasks are in, and the load balancer before them; both new, or what exists."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies.word import ACCOUNT, ID, Data, some

_CIDRS = ["10.0.0.0/16", "10.20.0.0/18", "172.16.4.0/22", "192.168.7.0/24"]
_subnet_ids = st.from_regex(r"subnet-[0-9a-f]{17}", fullmatch=True)


def networks() -> st.SearchStrategy[Data]:
    new = some(vpc=st.just("create"), cidr=st.sampled_from(_CIDRS), zones=st.integers(2, 3))
    placements: st.SearchStrategy[Data] = st.sampled_from([
        {},
        {"placement": "public", "nat": "none"},
        {"placement": "private", "nat": "single"},
        {"placement": "private", "nat": "per-zone"},
    ])  # fmt: skip

    def existing(subnets: list[str], public: int) -> Data:
        return {"vpc": "vpc-0abc1234", "public_subnets": subnets[:public], "private_subnets": subnets[public:]}

    shared = st.builds(existing, st.lists(_subnet_ids, min_size=4, max_size=6, unique=True), st.integers(2, 6))
    return st.one_of(st.builds(lambda one, other: one | other, new, placements), shared)


def load_balancers(region: str, *, has_test_port: bool) -> st.SearchStrategy[Data]:
    certificate = {"certificate": f"arn:aws:acm:{region}:{ACCOUNT}:certificate/{ID}"}
    domain = {"domain": {"name": "shop.example.com", "zone": "Z0123456789"}}
    names: st.SearchStrategy[Data] = st.sampled_from([{}, certificate, certificate | domain])
    rest = some(
        allow=st.lists(st.sampled_from(["0.0.0.0/0", "203.0.113.0/24", "198.51.100.7/32"]), min_size=1, unique=True),
        test_allow=st.lists(st.sampled_from(["0.0.0.0/0", "198.51.100.7/32"]), unique=True),
        test_port=st.integers(444, 65535) if has_test_port else st.just(value=False),
        access_logs=st.booleans(),
        deletion_protection=st.booleans(),
    )
    return st.builds(lambda one, other: one | other, names, rest)
