"""A spec file -> plans of the release commands for the repository around it, and their execution."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from generator.app.build.bases import read_bases
from generator.app.build.read import read
from generator.app.checkout import repository_root
from generator.gitflow import check as checking
from generator.gitflow import resume
from generator.gitflow.finish import finish
from generator.gitflow.gh import Gh
from generator.gitflow.git import Git
from generator.gitflow.look import look
from generator.gitflow.material import material
from generator.gitflow.request import request
from generator.gitflow.run import run
from generator.gitflow.settings import Kind, settings
from generator.gitflow.start import start
from generator.gitflow.state import Branch, State
from generator.gitflow.step import Plan, Step, fault
from generator.gitflow.survey import Running, Runs, Survey, survey
from generator.gitflow.work import Work, lost, work
from generator.model.project import Project, Spec
from generator.model.service import Service
from generator.spec.loader import load


def not_asked(project: Project) -> Runs:
    """What an environment runs, as long as nobody asks AWS."""
    return Runs(None, "since AWS was not asked")


@dataclass(frozen=True)
class ReleaseRepository:
    """One spec and its repository, as they are now."""

    spec: Spec
    services: tuple[Service, ...]
    """The one that is released, in each environment that has it."""
    git: Git
    gh: Gh
    state: State

    def start(self, kind: Kind, wanted: str, date: str) -> Plan:
        """Begin a release or a hotfix."""
        return start(self.state, kind, wanted, material(self.git, self.state, kind), date)

    def finish(self, kind: Kind, *, has_pull_request: bool) -> Plan:
        """Finish it, or the stage that it is in."""
        gh = self.gh if has_pull_request else None
        branch = self._branch(kind, gh)
        if isinstance(branch, Plan):
            return branch
        found = self._work(branch, gh)
        return request(self.state, found) if has_pull_request else finish(self.state, found)

    def proceed(self) -> Plan:
        """Go on with a finish that stopped."""
        return resume.proceed(self.state, self._works())

    def abort(self) -> Plan:
        """Take a finish back that stopped."""
        return resume.abort(self.state, self._works())

    def check(self) -> tuple[checking.Line, ...]:
        """Whether the last release is whole."""
        return checking.check(self.git, self.state, self.gh)

    def survey(self, running: Running = not_asked) -> Survey:
        """Where all branches stand."""
        return survey(self.git, self.state, self.spec, running)

    def run(self, plan: Plan, tell: Callable[[Step], None]) -> tuple[str, ...]:
        """Do what a plan says; what GitHub answered."""
        return run(plan.steps, self.git, self.gh, tell, self.state.settings)

    def _branch(self, kind: Kind, gh: Gh | None) -> Branch | Plan:
        """The branch to finish, or why there is none."""
        branches = self.state.open(kind)
        checked_out = [branch for branch in branches if branch.name == self.state.tree.head]
        if len(checked_out or branches) == 1:
            return (checked_out or branches)[0]
        command = self.state.settings.command
        if branches:
            names = ", ".join(branch.name for branch in branches)
            message = f"has several branches open: {names}"
            return _refusal(
                str(kind), message, "several", f"git switch {branches[0].name} && {command('finish', kind)}"
            )
        if gh and gh.is_logged_in() and not self.state.tree.is_shallow:
            gone = lost(self.git, self.state, gh)
            if gone and not self.state.unreachable:
                return gone
        last = f"; the last version is {self.state.last.name}" if self.state.last else ""
        return _refusal(
            str(kind),
            f"has no open branch to finish{last}",
            "no-branch",
            command("start" if kind is Kind.HOTFIX else "start minor", kind),
        )

    def _work(self, branch: Branch, gh: Gh | None) -> Work:
        kind = Kind(branch.name.partition("/")[0])
        return work(self.git, self.state, kind, branch, gh)

    def _works(self) -> list[Work]:
        branches = [*self.state.hotfixes, *self.state.releases]
        return [self._work(branch, None) for branch in branches]


def release_repository(file: str, service: str | None, environment: Mapping[str, str]) -> ReleaseRepository:
    """Read the spec, and look at the repository that it is in, for the named service or the only one.

    Raises OutsideError when the spec cannot be read, SpecError when it has problems or is in no repository.
    """
    text = read(file)
    spec = load(text, file, read_bases(text, file))
    chosen = settings(spec, service)
    folder = repository_root(Path(file))
    git = Git(folder, environment)
    services = tuple(each for each in spec.services if service in {None, each.name})
    return ReleaseRepository(spec, services, git, Gh(folder, environment, chosen.repository), look(git, chosen))


def today(environment: Mapping[str, str]) -> str:
    """The date in a changelog; SOURCE_DATE_EPOCH stands for the clock where output has to be the same each time.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now().astimezone()
    return moment.date().isoformat()


def _refusal(about: str, message: str, code: str, mend: str) -> Plan:
    return Plan("", problems=(fault(about, message, code, mend),))
