"""Actions that failed, stages that are closed, people who are waited for."""

from generator.app.doctor.check import Verdict
from generator.app.doctor.checks.pipeline_run import CHECK
from generator.live.pipeline import PipelineStage, find_pipeline
from tests.unit.app.doctor.context import Facts, action, findings, pipeline, stage, the_failure, verdicts


def _stages(*stages: PipelineStage) -> Facts:
    return {find_pipeline: lambda name: pipeline(*stages)}


def test_all_is_well() -> None:
    assert [each.what for each in findings(CHECK)] == ["no action of shop-prod failed; Deploy is Succeeded"]
    assert [each.what for each in findings(CHECK, _stages(stage("Source", status="")))] == [
        "no action of shop-prod failed, and none ran yet"
    ]


def test_words_that_the_faq_knows() -> None:
    words = "The deployment failed because INVALID_REVISION: Could not parse or validate one of the resources"
    broken = stage("Deploy", action("Deploy", "Failed", error=words), status="Failed")
    failure = the_failure(findings(CHECK, _stages(stage("Source"), broken)))
    assert failure.what == (
        "Deploy failed in its action Deploy: appspec.yaml is not as generated; <TASK_DEFINITION> in it is right, "
        "and CodeDeployToECS fills it in"
    )
    assert failure.evidence == words
    assert failure.mend == (
        "canaryform generate && git add templates_out && git commit -m 'Generate the release system anew' && git push"
    )


def test_words_that_nobody_knows() -> None:
    broken = stage("Build", action("Build", "Failed", summary="Something new"), status="Failed")
    failure = the_failure(findings(CHECK, _stages(broken)))
    assert (failure.what, failure.evidence) == ("Build failed in its action Build", "Something new")
    assert failure.mend == (
        "aws codepipeline retry-stage-execution --region us-west-2 --pipeline-name shop-prod --stage-name Build "
        "--pipeline-execution-id e-1 --retry-mode FAILED_ACTIONS"
    )


def test_a_failure_of_a_run_before_is_past() -> None:
    again = stage("Build", action("Build", "Failed"), status="InProgress")
    assert verdicts(findings(CHECK, _stages(again))) == [Verdict.OK]


def test_a_stage_is_closed() -> None:
    failure = the_failure(findings(CHECK, _stages(stage("Deploy", disabled="freeze until Monday"))))
    assert failure.what == "nothing may enter the stage Deploy"
    assert failure.evidence == "GetPipelineState: freeze until Monday"
    assert failure.mend == (
        "aws codepipeline enable-stage-transition --region us-west-2 --pipeline-name shop-prod --stage-name Deploy "
        "--transition-type Inbound"
    )


def test_somebody_has_to_say_yes() -> None:
    asking = stage("Approval", action("Approve", "InProgress", is_asking=True), status="InProgress")
    [finding] = findings(CHECK, _stages(asking))
    assert finding.verdict is Verdict.UNKNOWN
    assert finding.what.startswith("shop-prod waits in Approval for somebody to say yes: https://us-west-2.console.")
