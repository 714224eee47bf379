"""CodeBuild's quota of builds at a time -> whether a release can be built at all: new accounts begin with 0 or 1.

https://github.com/aws-samples/aws-secure-environment-accelerator/issues/982
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, ok, unknown
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


def more_builds(context: DiagnosisContext) -> str:
    """The command that asks for more builds at a time, or shows the quotas where the machine's code is not known."""
    code = _code(context)
    if not code:
        return context.aws("service-quotas list-service-quotas", "--service-code codebuild")
    return context.aws(
        "service-quotas request-service-quota-increase",
        f"--service-code codebuild --quota-code {code} --desired-value {_WANTED}",
    )


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    if not context.service.release.pipeline:
        yield ok("nothing is built: there is no pipeline")
        return
    code = _code(context)
    if not code:
        yield unknown("how many builds of this machine may run at a time", mend=more_builds(context))
        return
    found = context.ask(quota, "codebuild", code)
    evidence = f"GetServiceQuota codebuild {code}: {found.value:g}"
    if found.value < 1:
        yield failed(f"{found.name}: none, so no release can be built", evidence, more_builds(context))
    elif found.value < _WANTED:
        what = f"{found.name}: one at a time, and a second may be refused instead of waiting"
        yield unknown(what, evidence, more_builds(context))
    else:
        yield ok(f"{found.name}: {found.value:g}")


def _code(context: DiagnosisContext) -> str:
    service = context.service
    return _CODES.get((service.container.architecture, service.build.compute), "")


CHECK = Check(
    "build-quota",
    "CodeBuild's quota of builds at a time",
    "https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html",
    _examine,
)
