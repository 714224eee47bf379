"""CodeBuild's quota of builds at a time -> whether a release can be built at all: new accounts begin with 0 or 1.

https://github.com/aws-samples/aws-secure-environment-accelerator/issues/982
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.doctor.protocol import Check, Finding, Patient, failed, ok, unknown
from generator.live.quota import quota

_CODES = {
    ("x86_64", "small"): "L-9D07B6EF",
    ("x86_64", "medium"): "L-2DC20C30",
    ("x86_64", "large"): "L-4DDC4A99",
    ("x86_64", "xlarge"): "L-04E5CA62",
    ("x86_64", "2xlarge"): "L-0397D009",
    ("arm64", "small"): "L-5ED1D25B",
    ("arm64", "large"): "L-596BEAB4",
}
"""Processor and size of the build machine -> the code that `aws service-quotas list-service-quotas` has for it."""
_WANTED = 2
"""Two environments may build at the same time."""


def more_builds(patient: Patient) -> str:
    """The command that asks for more builds at a time, or shows the quotas where the machine's code is not known."""
    code = _code(patient)
    if not code:
        return patient.aws("service-quotas list-service-quotas", "--service-code codebuild")
    return patient.aws(
        "service-quotas request-service-quota-increase",
        f"--service-code codebuild --quota-code {code} --desired-value {_WANTED}",
    )


def _examine(patient: Patient) -> Iterator[Finding]:
    code = _code(patient)
    if not code:
        yield unknown("how many builds of this machine may run at a time", mend=more_builds(patient))
        return
    found = patient.ask(quota, "codebuild", code)
    evidence = f"GetServiceQuota codebuild {code}: {found.value:g}"
    if found.value < 1:
        yield failed(f"{found.name}: none, so no release can be built", evidence, more_builds(patient))
    elif found.value < _WANTED:
        what = f"{found.name}: one at a time, and a second may be refused instead of waiting"
        yield unknown(what, evidence, more_builds(patient))
    else:
        yield ok(f"{found.name}: {found.value:g}")


def _code(patient: Patient) -> str:
    project = patient.project
    return _CODES.get((project.service.architecture, project.build.compute), "")


CHECK = Check(
    "build-quota",
    "CodeBuild's quota of builds at a time",
    "https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html",
    _examine,
)
