"""Every check is in the catalog, passes where all is well, and says so where nothing is deployed."""

import pkgutil

import pytest

import generator.app.doctor.checks
from generator.app.doctor.catalog import CHECKS, OF_JOBS, OF_PROMOTION, OF_QUEUES, OF_WHAT_EXISTS, checks
from generator.app.doctor.check import Check, DiagnosisContext, Verdict
from tests.unit.app.doctor import job, worker
from tests.unit.app.doctor.context import HEALTHY, NOTHING, SPEC, context

EVERY = (*CHECKS, *OF_PROMOTION, *OF_WHAT_EXISTS, *OF_QUEUES, *OF_JOBS)
EACH = pytest.mark.parametrize("check", EVERY, ids=lambda check: check.id)


def test_every_check_is_in_the_catalog_once_under_the_name_of_its_module() -> None:
    modules = [module.name.replace("_", "-") for module in pkgutil.iter_modules(generator.app.doctor.checks.__path__)]
    assert sorted(check.id for check in EVERY) == modules


@EACH
def test_a_check_says_what_it_is_about_and_who_says_so(check: Check) -> None:
    assert check.about
    assert check.source.startswith("https://")


@EACH
def test_a_healthy_environment_has_no_failure(check: Check) -> None:
    found = [*check.examine(_healthy(check))]
    assert found
    said = {finding.verdict for finding in found}
    assert said <= ({Verdict.OK, Verdict.UNKNOWN} if check.id == "role-permissions" else {Verdict.OK}), found


def _healthy(check: Check) -> DiagnosisContext:
    if check in OF_QUEUES:
        return context({**HEALTHY, **worker.HEALTHY}, text=worker.TEXT)
    return context({**HEALTHY, **job.HEALTHY}, text=job.TEXT) if check in OF_JOBS else context()


@EACH
def test_before_anything_is_deployed_nothing_fails(check: Check) -> None:
    nothing = {**NOTHING, **job.hours()}
    text = worker.TEXT if check in OF_QUEUES else job.TEXT
    said = {finding.verdict for finding in check.examine(context(nothing, text=text))}
    is_known = check.id in {"quota", "build-quota", "existing", "github-side", "promotion"}
    assert said == ({Verdict.OK} if is_known else {Verdict.NOT_YET})


def test_what_has_nothing_to_look_at_is_left_out() -> None:
    service = context(text=job.TEXT)
    [nightly] = service.jobs
    assert checks(context()) == CHECKS
    assert checks(context(text=f"{SPEC}cluster: platform\n")) == (*CHECKS, *OF_WHAT_EXISTS)
    assert checks(service) == (*CHECKS, *OF_JOBS)
    assert checks(context(text=worker.TEXT)) == (*CHECKS, *OF_QUEUES)
    assert [check.id for check in checks(nightly)] == ["role-permissions", "log-group", *(each.id for each in OF_JOBS)]
