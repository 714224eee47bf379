"""Systems -> tasks with a role of another account, which no task can run as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.gate.environment import accounts, written
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_literal, text

_KEYS = ("TaskRoleArn", "ExecutionRoleArn")


def _check(system: System) -> Iterator[Finding]:
    for task in system.tasks:
        roles = {key: text(task.properties, key) for key in _KEYS}
        own = {key: next(iter(accounts([role])), "") for key, role in roles.items() if is_literal(role)}
        own = {key: account for key, account in own.items() if account}
        if not own:
            continue
        everything = Counter(account for each in written(system) for account in accounts([each]))
        elsewhere = accounts(_without(written(system), list(roles.values())))
        for key, account in own.items():
            rest = elsewhere | {its for other, its in own.items() if other != key}
            # One account that is nowhere else, where all else is of one other.
            if everything and len(rest) == 1 and account not in rest:
                message = f"is a role of the account {account}, and all else is of {', '.join(rest)}"
                hint = "a role is passed to a task of its own account alone"
                yield Finding(task.place, message, task.path(key), hint)


def _without(texts: list[str], parts: list[str]) -> Iterator[str]:
    for text_ in texts:
        for part in filter(None, parts):
            text_ = text_.replace(part, "")
        yield text_


RULE = Rule(
    "role-account",
    "The roles of a task are of the account that it runs in.",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    _check,
    """
 taskdef.json:
   family: shop
   executionRoleArn: arn:aws:iam::111122223333:role/execution
-  taskRoleArn: arn:aws:iam::123456789012:role/task
+  taskRoleArn: arn:aws:iam::111122223333:role/task
   containerDefinitions:
     - name: shop
       image: "<IMAGE1_NAME>"
       secrets: [{name: URL, valueFrom: "arn:aws:ssm:us-west-2:111122223333:parameter/shop/url"}]
    """,
)
