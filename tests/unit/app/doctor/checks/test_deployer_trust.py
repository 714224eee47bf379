"""The role that GitHub's workflow takes on trusts the repository as GitHub names it."""

import pytest

from generator.app.doctor.check import Verdict
from generator.app.doctor.checks.deployer_trust import CHECK
from generator.live.role import find_trust
from tests.unit.app.doctor.context import NOTHING, SPEC, findings, the_failure, trust, verdicts

_NAME = "repo:acme/shop:environment:shop-prod"
_IDS = "repo:acme@12/shop@34:environment:shop-prod"
_WITH_IDS = f"{SPEC}git: {{owner_id: 12, repository_id: 34}}\n"


def test_it_knows_the_name() -> None:
    [finding] = findings(CHECK)
    assert finding.what == (
        "shop-prod-deployer-us-west-2 trusts acme/shop by its name; `canaryform github check` asks GitHub for its ids"
    )


def test_it_knows_the_ids_too() -> None:
    [finding] = findings(CHECK, {find_trust: lambda role: trust(_NAME, _IDS)}, text=_WITH_IDS)
    assert finding.what == "shop-prod-deployer-us-west-2 trusts acme/shop by its name and by its ids"


def test_it_was_deployed_before_the_spec_had_the_ids() -> None:
    failure = the_failure(findings(CHECK, text=_WITH_IDS))
    assert failure.evidence == f"GetRole: {_NAME}; the spec: {_NAME}, {_IDS}"
    assert "let an administrator deploy the stack shop-deployer again" in failure.mend


@pytest.mark.parametrize(
    "subjects",
    [
        ("repo:acme/shop:*",),
        (_NAME, "repo:acme/other:environment:shop-prod"),
        ("repo:acme/Shop:environment:shop-prod",),
    ],
)
def test_it_trusts_somebody_else(subjects: tuple[str, ...]) -> None:
    the_failure(findings(CHECK, {find_trust: lambda role: trust(*subjects, operator="StringLike")}))


def test_it_trusts_everybody_at_github() -> None:
    assert "GetRole: no subject" in the_failure(findings(CHECK, {find_trust: lambda role: {"Statement": []}})).evidence


def test_nobody_deploys_from_github() -> None:
    assert verdicts(findings(CHECK, NOTHING)) == [Verdict.NOT_YET]
