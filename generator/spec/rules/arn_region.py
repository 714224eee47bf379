"""ARNs of what the spec names -> a complaint when they are in another region or account than the environment."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.topic import is_arn
from generator.spec.node import Step
from generator.spec.rules.protocol import Finding, Reading, ServiceRule


def _check(reading: Reading) -> Iterator[Finding]:
    for path, arn in _arns(reading):
        _, _, _, region, account, *_ = arn.split(":")
        noun = next(step for step in reversed(path) if isinstance(step, str))
        wanted = reading.project.region
        if region != wanted:
            message = f"{noun} is in {region}, but everything else is in {wanted}"
            yield Finding(reading.culprit(path, ("region",)), message)
        # A certificate or function of another account cannot be used, and the account of the release is known here.
        expected = reading.project.environment.account
        if expected and account != expected:
            where = reading.culprit(path, ("environments", reading.name, "account"))
            yield Finding(where, f"{noun} is in account {account}, but releases go to {expected}")


def _arns(reading: Reading) -> Iterator[tuple[tuple[Step, ...], str]]:
    """What has to be where the environment is. A connection or a secret of the service may be elsewhere.

    https://docs.aws.amazon.com/dtconsole/latest/userguide/welcome-connections-how-it-works-global.html
    """
    certificate = reading.project.load_balancer.certificate
    if certificate:
        yield ("load_balancer", "certificate"), certificate
    waf = reading.project.load_balancer.waf
    if waf:
        yield ("load_balancer", "waf"), waf
    if existing := reading.project.load_balancer.existing:
        yield ("load_balancer", "existing", "listener"), existing.listener
        if existing.test_listener:
            yield ("load_balancer", "existing", "test_listener"), existing.test_listener
    queue = reading.service.settings.queue
    for index, topic in enumerate(queue.subscribe if queue else ()):
        if is_arn(topic):
            yield ("queue", "subscribe", index), topic
    login = reading.service.build.registry_login
    if login and login.startswith("arn:"):
        yield ("build", "registry_login"), login
    hooks = reading.service.release.hooks
    functions = {
        "before_install": hooks.before_install,
        "after_install": hooks.after_install,
        "after_test_traffic": hooks.after_test_traffic,
        "before_traffic": hooks.before_traffic,
        "after_traffic": hooks.after_traffic,
    }
    for step, function in functions.items():
        if function and function.startswith("arn:"):
            yield ("release", "hooks", step), function


RULE = ServiceRule(
    "arn-region",
    "Certificate, web ACL, listeners, topics, login and hooks are in the environment's region and account.",
    _check,
)
