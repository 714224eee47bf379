"""What fewer specs say, put to one that is drawn: a worker, a job, what stands beside a container, what exists already.

One thing at a time, and to few specs: each test that draws whole specs pays for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

Data = dict[str, Any]

_ACCOUNT = "111122223333"
_NOTHING = 21
"""Specs without any of it, for one with one of the things below; some of those suit few specs."""
_VPC = {"vpc": "vpc-0abc1234", "private_subnets": [f"subnet-{number:017x}" for number in (1, 2)]}
_BALANCER = "app/platform/50dc6c495c0c9188"


def put(draw: st.DrawFn, spec: Data) -> None:
    """One of them into a valid spec, which stays valid, or none."""
    thing: Callable[[st.DrawFn, Data], None] | None = draw(st.sampled_from([*[None] * _NOTHING, *THINGS.values()]))
    if thing:
        thing(draw, spec)


def _worker(draw: st.DrawFn, spec: Data) -> None:
    queues = st.sampled_from([{}, {"visibility": 300, "tries": 2}, {"age": 900}, {"backlog": 10}])
    queue = draw(st.one_of(st.none(), queues))
    scaled = {"count": {"min": 1, "max": 4}} if queue and "backlog" in queue else {}
    own = {} if queue is None else {"queue": queue}
    alone = {} if scaled else draw(st.sampled_from([{}, {"count": 1, "overlap": False}]))
    _service(spec, "mailer", {"kind": "worker", "context": "workers/mailer", **own, **scaled, **alone})


def _job(draw: st.DrawFn, spec: Data) -> None:
    schedule = draw(st.sampled_from(["rate(1 day)", "cron(0 3 * * ? *)", "at(2027-01-31T03:00:00)"]))
    rest = draw(st.sampled_from([{}, {"timeout": 30}, {"cpu": 1024, "memory": 2048}]))
    _service(spec, "nightly", {"kind": "job", "of": "main", "schedule": schedule, "command": ["nightly"], **rest})


def _sidecars(draw: st.DrawFn, spec: Data) -> None:
    image = f"public.ecr.aws/acme/proxy:{draw(st.integers(1, 9))}"
    proxy = {"image": image, "health_check": ["curl", "-f", "http://localhost/"], "volumes": {"pages": "/pages"}}
    fetch = {"image": image, "essential": False, "volumes": {"pages": "/pages"}}
    spec["service"] |= draw(
        st.sampled_from([
            {"sidecars": {"proxy": proxy, "fetch": fetch}, "depends_on": {"proxy": "healthy", "fetch": "success"}},
            {"sidecars": {"fetch": fetch}},
            {"tracing": "otel"},
        ])
    )  # fmt: skip
    if "sidecars" in spec["service"]:
        spec["service"]["volumes"] = {"pages": {"path": "/srv/pages"}}


def _connect(draw: st.DrawFn, spec: Data) -> None:
    if not _is_of_ecs(spec):
        return
    has_room = not any("cpu" in home.get("service", {}) for home in _homes(spec))
    if has_room:
        spec["service"] |= {"cpu": 512, "memory": 1024, "connect": True}
    closed = {"closed": True, "priority": draw(st.integers(901, 999))}
    body = {"context": "services/inner", "port": 8090, "cpu": 512, "memory": 1024, "connect": True, "route": closed}
    _service(spec, "inner", body)


def _promotion(draw: st.DrawFn, spec: Data) -> None:
    """The last environment releases what the first one builds of ``main``."""
    if len(spec["environments"]) < 2:
        return
    (builder, one), *_, (_, other) = spec["environments"].items()
    main = other.get("git", {}).get("main") or spec.get("git", {}).get("main") or "main"
    prefix = other.get("git", {}).get("tag_prefix") or spec.get("git", {}).get("tag_prefix") or "v"
    one |= {"account": _ACCOUNT, "trigger": {"branch": main}}
    other |= {"account": _ACCOUNT, "trigger": {"tag": f"{prefix}*"}, "promote": builder}
    for each in (one, other):
        each.pop("services", None)


def _pushed(draw: st.DrawFn, spec: Data) -> None:
    """By whom, and whether that starts a pipeline here: it takes tags for it, in all environments."""
    is_by_tag = all("tag" in each["trigger"] for each in spec["environments"].values())
    has_pipeline = is_by_tag and draw(st.booleans())
    body: Data = {"port": 8091, "route": {"path": ["/media/*"], "priority": 950}}
    if has_pipeline:
        for each in spec["environments"].values():
            each["account"] = _ACCOUNT
    else:
        body["release"] = {"pipeline": False}
    _service(spec, "media", {"image": f"{_ACCOUNT}.dkr.ecr.{spec['region']}.amazonaws.com/platform/media", **body})


def _existing(draw: st.DrawFn, spec: Data) -> None:
    """A load balancer of others, for one environment: two would share its listener's priorities."""
    if len(spec["environments"]) > 1:
        return
    for home in _homes(spec):
        home.pop("load_balancer", None)
        home.pop("network", None)
    arn = f"arn:aws:elasticloadbalancing:{spec['region']}:{_ACCOUNT}:listener/{_BALANCER}"
    group = {"security_group": "sg-0abc1234def567890", "test_listener": f"{arn}/8899aabbccddeeff"}
    existing = {"listener": f"{arn}/f2f7dc8efc522ab2", **group}
    spec |= {"network": _VPC, "load_balancer": {"existing": existing}}
    spec["route"] = {"host": ["shop.example.com"], "priority": draw(st.integers(1000, 50_000))}


def _service(spec: Data, name: str, body: Data) -> None:
    spec["services"] = {**spec.get("services", {}), name: body}


def _homes(spec: Data) -> list[Data]:
    return [spec, *spec["environments"].values()]


def _is_of_ecs(spec: Data) -> bool:
    """Whether ECS shifts in all environments; a spec that says nothing of releases is made one of them."""
    said = [home["release"] for home in _homes(spec) if home.get("release")]
    if not said:
        spec["release"] = {"engine": "ecs"}
    beside = [each.get("release", {}) for each in spec.get("services", {}).values()]
    return all(release.get("engine") == "ecs" for release in said) and not any(map(bool, beside))


THINGS: dict[str, Callable[[st.DrawFn, Data], None]] = {
    "worker": _worker,
    "job": _job,
    "sidecars": _sidecars,
    "connect": _connect,
    "promotion": _promotion,
    "pushed": _pushed,
    "existing": _existing,
}
