"""What exists already and is not as the environment needs it."""

from generator.app.doctor.checks.existing import CHECK
from generator.live.cluster import LiveCluster, find_cluster
from tests.unit.app.doctor.context import SPEC, findings, the_failure

_TEXT = f"{SPEC}cluster: platform\n"


def test_an_environment_may_have_all_to_itself() -> None:
    [finding] = findings(CHECK)
    assert finding.what == "all that it uses is its own"


def test_a_cluster_of_another_owner_is_looked_at() -> None:
    there = {find_cluster: lambda name: LiveCluster(name, "ACTIVE", ("FARGATE",), (), has_insights=True)}
    [finding] = findings(CHECK, there, text=_TEXT)
    assert finding.what == "the cluster platform has the capacity"
    failure = the_failure(findings(CHECK, {find_cluster: lambda name: None}, text=_TEXT))
    assert failure.evidence == "DescribeClusters: MISSING"
    assert failure.source.startswith("https://docs.aws.amazon.com/")
