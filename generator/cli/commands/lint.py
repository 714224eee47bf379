"""``canaryform lint``: judges specs by what they would generate, and every other file as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import naming
from generator.app.build.discover import FOLDER, discover
from generator.cli import option
from generator.cli.terminal.output import Output
from generator.errors import ExitCode, OutsideError

if TYPE_CHECKING:
    from generator.app.handwritten.given import Given
    from generator.app.handwritten.judgement import Judgement
    from generator.app.handwritten.request import Request
    from generator.app.run.batch import SpecOutcome
    from generator.cli.verdict import Verdict

_FORMATS = ("text", "json", "sarif", "junit", "github")


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path())
@click.option("--complete", is_flag=True, help="Nothing else exists: report names that no given file makes.")
@click.option("--region", metavar="REGION", help="Where the files are deployed; us-east-1 unless they say.")
@click.option("--advice", is_flag=True, help="Show advice on files that canaryform did not write, too.")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="text", help="For people, programs, CI or GitHub."
)
@click.option("--explain", metavar="RULE", help="Say what a rule wants, with its page and an example.")
@option.no_cache
@option.as_json
@click.pass_obj
def command(
    output: Output,
    paths: tuple[str, ...],
    complete: bool,
    region: str | None,
    advice: bool,
    form: str,
    explain: str | None,
    no_cache: bool,
    as_json: bool,
) -> ExitCode:
    """Judge specs by what they would generate, and every other file as it is.

    CloudFormation templates, appspec, task definition, buildspec, imageDetail.json, input of the AWS CLI, parameters of
    stacks, stack and IAM policies, GitHub workflows and rulesets, Dependabot's configuration, CODEOWNERS, Dockerfiles,
    and folders of all that.

    What is given together is judged together, each environment with what all share. Without PATH: every spec in
    specs/, and what lies below templates_out/. Writes nothing.
    """
    form = "json" if as_json else form
    output.is_json = form in ("json", "sarif")
    if explain:
        from generator.cli.text.explain import explained

        output.result(explained(explain))
        return ExitCode.OK
    from generator.app.handwritten.request import Request
    from generator.cli.verdict import Verdict

    work = _Work(output, Request(region or "", complete), no_cache=no_cache)
    verdict = Verdict(with_advice=advice)
    if paths:
        work.paths(verdict, paths)
    else:
        work.repository(verdict)
    verdict.show(output, form)
    return ExitCode.PROBLEMS if verdict.is_bad else ExitCode.OK


@dataclass
class _Work:
    """Reads and judges what was asked for, and puts it into a verdict."""

    output: Output
    request: Request
    no_cache: bool
    texts: dict[str, str] = field(default_factory=dict)

    def paths(self, verdict: Verdict, paths: Sequence[str]) -> None:
        """What a person named."""
        from generator.app.handwritten.run import read, specs

        given = read(paths, self.request.region)
        files = specs(given)
        if files:
            verdict.add_specs(self._specs(files))
        request = self.request
        if any(each.sort == "manifest" for each in given):
            # Imported here: files that canaryform did not write do not wait for what generates.
            from generator.app.handwritten.waiver import texts_of_specs, waived

            request = request._replace(waived=waived(texts_of_specs(given)))
        judgement = self._judgement([each for each in given if each.path not in files], request)
        verdict.add_files(judgement)
        if not files and not judgement.judged:
            why = f"none of {len(given):,} files is of a kind that is judged" if given else "there is no file in it"
            raise OutsideError(f"cannot judge {', '.join(paths)}", why, "docs/rules.md lists what can be judged")

    def repository(self, verdict: Verdict) -> None:
        """Every spec, and what lies on the disk where it is not just what the specs generate."""
        from generator.app.handwritten.generated import edited

        files = discover(Path())
        outcomes = self._specs(files) if files else ()
        verdict.add_specs(outcomes)
        products = [outcome.build for outcome in outcomes]
        folders = edited(products)
        if folders:
            from generator.app.handwritten.run import read
            from generator.app.handwritten.waiver import waived

            request = self.request._replace(waived=waived(self.texts))
            verdict.add_files(self._judgement(read(folders, request.region), request))
        if not files and not folders:
            message = f"No spec found in {FOLDER}/, and nothing below {naming.OUTPUT_FOLDER}/."
            raise click.UsageError(f"{message} Write a first spec with `canaryform init`, or name a file or folder.")

    def _specs(self, files: Sequence[str]) -> tuple[SpecOutcome, ...]:
        from generator.app.run.batch import batch
        from generator.app.run.cached import CachedBuilds
        from generator.app.run.neighbours import neighbours

        with self.output.progress(len(files), is_wanted=not self.output.is_json) as progress:
            builds = CachedBuilds(option.memory(no_cache=self.no_cache))
            outcomes = batch(files, builds, progress, neighbours(files))
        self.texts |= {outcome.build.file: outcome.text for outcome in outcomes}
        return outcomes

    def _judgement(self, given: Sequence[Given], request: Request) -> Judgement:
        from generator.app.handwritten.run import judgement

        return judgement(given, request, option.memory(no_cache=self.no_cache))
