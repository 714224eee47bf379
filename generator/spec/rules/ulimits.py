"""Resource limits of the container -> complaints about those that no task starts with."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.container import Ulimit
from generator.spec.rules.protocol import Finding, Reading, ServiceRule

_MOST_FILES = 1024 * 1024
"""What Linux lets a process open, unless its administrator says otherwise, who on Fargate is AWS.

https://docs.kernel.org/admin-guide/sysctl/fs.html#nr-open
"""
_NONE = -1


def _check(reading: Reading) -> Iterator[Finding]:
    for name, limit in reading.container.ulimits.items():
        where = reading.at("service", "ulimits", name)
        if limit.soft is None or limit.hard is None:
            yield Finding(where, f"says {'hard' if limit.soft is None else 'soft'} alone", "ECS asks for soft and hard")
        elif _is_above(limit):
            yield Finding(where, f"soft is {limit.soft} and above hard, which is {limit.hard}")
        elif name == "nofile" and not 0 < limit.hard <= _MOST_FILES:
            yield Finding(where, f"no process may open {limit.hard} files: from 1 to {_MOST_FILES}")


def _is_above(limit: Ulimit) -> bool:
    assert limit.soft is not None
    assert limit.hard is not None
    return limit.hard != _NONE and (limit.soft == _NONE or limit.soft > limit.hard)


RULE = ServiceRule("ulimits", "A soft limit is not above its hard one, and a task starts with both.", _check)
