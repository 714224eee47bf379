"""``canaryform init``: writes a first spec."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.app.build.discover import FOLDER
from generator.cli.terminal.output import Output
from generator.errors import ExitCode
from generator.github_address import repository

if TYPE_CHECKING:
    from generator.app.init.answers import Answers
    from generator.app.init.beside import Beside

_QUESTIONS = {
    "project": "Name of the project (begins every name in AWS)",
    "region": "AWS region",
    "repository": "GitHub repository (owner/name)",
    "context": "Folder with the Dockerfile",
    "port": "Port that the container listens on",
    "branch": "Branch whose pushes go to dev",
    "tag": "SemVer tags that go to prod",
    "approvals": "Reviews that a pull request needs (0 if you are the only maintainer)",
    "engine": "What shifts the traffic of a release (codedeploy, or ecs)",
}
_MAIN_QUESTION = "Folder of the service that gets every request which no route takes (- for none)"
_GITHUB_SECONDS = 5
"""For each question to GitHub: a first spec is good without the answers."""


@click.command()
@click.option("--project", help="The project's name; guessed from the folder's.")
@click.option("--region", help="The AWS region; guessed from AWS_REGION.")
@click.option("--repository", metavar="OWNER/NAME", help="The GitHub repository; guessed from the remote origin.")
@click.option("--context", metavar="FOLDER", help="The folder with the Dockerfile; looked for.")
@click.option("--port", type=int, help="The port that the container listens on; the Dockerfile's, else 3000.")
@click.option("--branch", help="The branch whose pushes go to dev; develop.")
@click.option("--tag", help="The tags that go to prod; v*.")
@click.option("--approvals", help="Reviews that a pull request needs: 0 if nobody else is there to give them; 1.")
@click.option("--engine", help="What shifts the traffic of a release: ecs, or codedeploy, the default.")
@click.option("-y", "--yes", is_flag=True, help="Ask nothing: what no option says is guessed.")
@click.option("--output", "file", metavar="FILE", help=f"Where to write; {FOLDER}/PROJECT.yaml. - prints it.")
@click.option("--force", is_flag=True, help="Replace the file if it is there already.")
@click.pass_obj
def command(
    output: Output, /, yes: bool, file: str | None, force: bool, port: int | None, **given: str | None
) -> ExitCode:
    """Write a first spec, by asking a few questions or by options alone."""
    known = {key: value for key, value in given.items() if value is not None}
    known |= {} if port is None else {"port": str(port)}
    if file:
        _refuse_existing(file, force=force)
    from generator.app.init.services import main
    from generator.app.init.spec import complaints, save, save_schema, spec_text

    root = _root(file)
    others = _others(known, root, file)
    answers = _guess(known, root, others)
    several = [] if "context" in known else _several(root, answers, others)
    if others:
        output.note(f"Other projects stay as they are, with their folders and tags: {', '.join(others.files)}.")
    if several:
        _refuse_one_port(known)
        output.note(f"Several folders have a Dockerfile, and become services of one project: {', '.join(several)}.")
        answers = replace(answers, context=main(several))
    if not yes:
        answers = _ask(output, answers, known, root, several)
    elif not answers.repository:
        raise click.UsageError("No GitHub remote called origin to guess from: give --repository OWNER/NAME.")
    answers = _look(answers, several, root)
    answers, doubt = _ask_github(answers, root)
    file = file or f"{FOLDER}/{answers.project}.yaml"
    if problems := complaints(answers, file):
        output.problems(problems, {file: spec_text(answers)}, end="; nothing was written", are_result=False)
        return ExitCode.PROBLEMS
    if file == "-":
        output.result(spec_text(answers).rstrip("\n"))
        return ExitCode.OK
    _refuse_existing(file, force=force)
    save(spec_text(answers), Path(file), replace=force)
    save_schema(Path(file).parent)
    if doubt:
        output.note(doubt)
    output.result(f"{file} is written. Look it over, then run: canaryform generate")
    return ExitCode.OK


def _refuse_one_port(known: Mapping[str, str]) -> None:
    if "port" in known:
        raise click.UsageError("--port is for one service: say which by --context FOLDER, or leave it out.")


def _look(answers: Answers, several: Sequence[str], root: Path) -> Answers:
    """The answers with what the services' folders tell; of ``several``, one is the main service, or none."""
    from generator.app.init import guess
    from generator.app.init.services import NONE, services

    is_main = answers.context != NONE
    beside = [context for context in several if context != answers.context]
    context = root / answers.context
    if is_main:
        answers = replace(answers, version_file=guess.version_file(context), test=guess.test(context))
        answers = replace(answers, port=guess.port(context)) if several else answers
    return replace(
        answers,
        context=answers.context if is_main else "",
        services=services(beside, root, answers.project, answers.region),
        main=guess.main(root),
    )


def _root(file: str | None) -> Path:
    """The folder of the repository that the spec will be in."""
    from generator.app.checkout import repository_root

    return repository_root(Path(f"{FOLDER}/x.yaml" if file in (None, "-") else file))


def _others(known: Mapping[str, str], root: Path, file: str | None) -> Beside | None:
    """The specs beside the one that is to be written."""
    from generator.app.init import guess
    from generator.app.init.beside import beside

    usual = f"{FOLDER}/{known.get('project') or guess.project(Path.cwd().name)}.yaml"
    return beside(root, usual if file in (None, "-") else file)


def _several(root: Path, answers: Answers, others: Beside | None) -> list[str]:
    """The folders that a Dockerfile is in, where none of them is the usual one; without those of ``others``."""
    from generator.app.init import guess

    here = Path.cwd()
    taken = others.contexts if others else ()
    found = guess.contexts(here if here.is_relative_to(root) else root, root, taken)
    return found if len(found) > 1 and answers.context not in found else []


def _ask_github(answers: Answers, root: Path) -> tuple[Answers, str]:
    """The answers with GitHub's numbers for the repository; else why it does not give them, and what to do."""
    from generator.errors import OutsideError
    from generator.gitflow.gh import Gh
    from generator.gitflow.gh_api import GhApi
    from generator.gitflow.identity import identity

    gh = Gh(root, os.environ, answers.repository, seconds=_GITHUB_SECONDS)
    try:
        if not gh.is_there():
            return answers, ""
        found = identity(GhApi(gh), answers.repository)
    except OutsideError as refusal:
        return answers, f"git.owner_id and git.repository_id are left out: {refusal}"
    owner, number = str(found.owner_id), str(found.repository_id)
    return replace(answers, repository=found.name, owner_id=owner, repository_id=number), ""


def _guess(known: Mapping[str, Any], root: Path, others: Beside | None) -> Answers:
    """The answers that are known, and guesses for the rest; the repository may stay empty.

    What ``others`` have is not proposed again, and what a repository has one of is what they say.
    """
    from generator.app.init import guess
    from generator.app.init.answers import Answers

    here = Path.cwd()
    taken = others.contexts if others else ()
    context = known.get("context") or guess.context(here if here.is_relative_to(root) else root, root, taken)
    project = known.get("project") or guess.project(here.name)
    if context in taken and "context" not in known:
        context = project
    guesses = Answers(
        project=project,
        region=guess.region(os.environ),
        repository="" if "repository" in known else repository(guess.remote(here)) or "",
        context=context,
        port=guess.port(root / context),
    )
    if others:
        guesses = replace(guesses, tag=guess.tag(project), approvals=str(others.git.approvals))
    return _named(replace(guesses, **known))


def _named(answers: Answers) -> Answers:
    """With the repository by its name, where the answer is its address."""
    return replace(answers, repository=repository(answers.repository) or answers.repository)


def _ask(
    output: Output, answers: Answers, known: Mapping[str, Any], root: Path, several: Sequence[str] = ()
) -> Answers:
    """Ask for what is not known; again, as long as an answer is not one that a spec accepts.

    Of ``several`` folders, the main service's is asked for, and no port.
    """
    from generator.app.init import guess
    from generator.app.init.answers import PATHS
    from generator.app.init.spec import complaints

    for key, question in _QUESTIONS.items():
        if several and key == "context":
            answers = replace(answers, context=_ask_main(output, answers.context, several))
        while key not in known and not (several and key in ("context", "port")):
            answer: dict[str, Any] = {key: output.ask(question, default=vars(answers)[key] or None)}
            proposal = _named(replace(answers, **answer))
            problems = [each for each in complaints(proposal, "") if each.location.path == PATHS[key]]
            if not problems:
                if key == "project" and answers.tag == guess.tag(answers.project):
                    proposal = replace(proposal, tag=guess.tag(proposal.project))
                answers = proposal
                if key == "context" and "port" not in known:
                    answers = replace(answers, port=guess.port(root / answers.context))
                break
            for problem in problems:
                output.note(f"  {problem.message}{f' ({problem.hint})' if problem.hint else ''}")
    return answers


def _ask_main(output: Output, likely: str, several: Sequence[str]) -> str:
    from generator.app.init.services import NONE

    choices = [*several, NONE]
    while True:
        answer = output.ask(_MAIN_QUESTION, default=likely)
        if answer in choices:
            return answer
        output.note(f"  it is one of {', '.join(choices)}")


def _refuse_existing(file: str, *, force: bool) -> None:
    if not force and os.path.lexists(file):
        raise click.UsageError(f"{file} is there already. --force replaces it.")
