"""A plan, and the templates that are deployed -> what deploying it does, with what no change set says.

A change set tells what is replaced, and not that a name clashes with itself, that another stack imports an export, or
that releases own a service: ``generator.difference`` does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from generator.app.cache.result_cache import ResultCache
from generator.app.deploy.desired import DesiredStack
from generator.app.deploy.plan import MAKING, Action, Planned
from generator.app.deploy.schedule import MOST
from generator.app.diff.written import Parsed, written
from generator.difference.effect import Effect, Impact
from generator.difference.impact import impact
from generator.difference.schema import Schemas
from generator.difference.side import Side, StackTemplate
from generator.errors import CanaryformError
from generator.live.client import Aws
from generator.live.template import stack_policy, stack_template

_TEMPLATE = ".template"
_POLICY = ".stack-policy.json"


class Beyond(NamedTuple):
    """What canaryform knows of a plan beyond its change sets; else why it knows nothing."""

    found: Impact | None = None
    why_not: str = ""

    def of(self, stack: str) -> tuple[Effect, ...]:
        """What becomes of a stack's resources and exports, worst first."""
        return tuple(each for each in self.found.effects if each.stack == stack) if self.found else ()


def beyond(aws: Aws, plans: Sequence[Planned]) -> Beyond:
    """Nothing where no stack that is there changes. No refusal of AWS keeps a plan from being shown."""
    there = [each.stack for each in plans if each.action not in MAKING]
    if all(each.action is Action.NOTHING or each.action in MAKING for each in plans):
        return Beyond()
    try:
        before = _deployed(aws, there)
        return Beyond(impact(before, _wanted(there), Schemas(aws.region)))
    except CanaryformError as error:
        return Beyond(why_not=str(error))


def _deployed(aws: Aws, stacks: Sequence[DesiredStack]) -> Side:
    with ThreadPoolExecutor(MOST) as pool:
        templates = pool.map(lambda stack: stack_template(aws, stack.name), stacks)
        policies = pool.map(lambda stack: stack_policy(aws, stack.name) if stack.policy else "", stacks)
        files = {f"{stack.name}{_TEMPLATE}": text for stack, text in zip(stacks, templates, strict=True)}
        files |= {f"{stack.name}{_POLICY}": text for stack, text in zip(stacks, policies, strict=True) if text}
    return written("what is deployed", files, Parsed(ResultCache(None)), region=aws.region)


def _wanted(stacks: Iterable[DesiredStack]) -> Side:
    """Keyed by name, as what is deployed is."""
    return Side("what is to be", {stack.name: _template(stack) for stack in stacks})


def _template(stack: DesiredStack) -> StackTemplate:
    policy = json.loads(stack.policy) if stack.policy else None
    return StackTemplate(stack.name, stack.name, stack.subject._replace(stack=stack.name), stack.after, policy)
