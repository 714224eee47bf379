"""Step 3: both listeners' rules name both target groups, with the weights that they have.

ECS rolls a release back whose groups it does not find there:
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/migrate-code-deploy-to-ecs-blue-green.html
"""

from __future__ import annotations

from generator.app.migrate.move import Move
from generator.app.migrate.step import Step
from generator.live.traffic import LiveRule, forward


def _short(move: Move) -> list[LiveRule]:
    """The rules that do not name both."""
    found = move.routes
    return [rule for rule in found.every if not {*found.groups} <= rule.weights.keys()]


def _what(move: Move) -> str:
    number = len(_short(move))
    if not number:
        return "the rules name both target groups already"
    return f"name the other target group in {number} of the listeners' rules, with the weight 0"


def _do(move: Move) -> None:
    groups = move.routes.groups
    for rule in _short(move):
        forward(move.aws, rule.arn, {**dict.fromkeys(groups, 0), **rule.weights})


RULES = Step("rules", _what, lambda move: not _short(move), _do)
