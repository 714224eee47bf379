"""How a service is released, by either engine: steps, hooks, alarms."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies.word import ACCOUNT, Data, some, words


def releases(region: str, *, has_test_port: bool) -> st.SearchStrategy[Data]:
    """By either engine: what is of one alone, and what both take."""
    hook = st.one_of(words, words.map(f"arn:aws:lambda:{region}:{ACCOUNT}:function:{{}}".format))
    steps = ["before_install", "after_install", "before_traffic", "after_traffic"]
    if has_test_port:
        steps.append("after_test_traffic")
    hooks = some(**dict.fromkeys(steps, hook))
    by_ecs = hooks.map(lambda found: {**found, "for": "ecs"})
    return st.one_of(
        st.builds(_joined, _by_codedeploy(), _stops(), some(hooks=hooks)),
        st.builds(_joined, _by_ecs(has_test_port=has_test_port), _stops(), some(hooks=by_ecs)),
    )


def _joined(*parts: Data) -> Data:
    return {key: value for part in parts for key, value in part.items()}


def _by_codedeploy() -> st.SearchStrategy[Data]:
    steps: st.SearchStrategy[Data] = st.one_of(
        some(strategy=st.just("canary"), percent=st.integers(1, 99), minutes=st.integers(1, 2880)),
        some(strategy=st.just("linear"), percent=st.integers(1, 99), minutes=st.integers(1, 29)),
        st.just({"strategy": "all-at-once"}),
    )
    rest = some(engine=st.just("codedeploy"), keep_old=st.integers(4, 2800))
    return st.builds(_joined, steps, rest)


def _by_ecs(*, has_test_port: bool) -> st.SearchStrategy[Data]:
    """No longer than CloudFormation waits, with all that a person may take to answer."""
    pause = st.sampled_from(["step", *(["tested"] if has_test_port else [])])
    asks: st.SearchStrategy[Data] = st.one_of(
        st.just({}), st.fixed_dictionaries({"pause": pause}, optional={"pause_timeout": st.integers(1, 60)})
    )
    canary = st.builds(
        _joined,
        some(strategy=st.just("canary"), percent=_tenths(1, 1000), minutes=st.integers(4, 1380)),
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
    return some(
        rollback=st.booleans(),
        alarms=some(
            errors=st.one_of(off, st.integers(1, 90), st.floats(0.5, 90)),
            connections=st.one_of(off, st.integers(1, 45), st.floats(0.5, 45)),
            latency=st.one_of(off, st.integers(1, 59), st.floats(0.5, 59)),
            unhealthy=st.one_of(off, st.integers(1, 1000)),
            failures=st.integers(1, 1000),
        ),
    )
