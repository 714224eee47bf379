"""What lint found in specs and files -> what it prints: text, JSON, SARIF, JUnit's XML or GitHub's annotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.cli.json.document import build_document
from generator.cli.terminal.output import Output
from generator.cli.text.complaint import printable
from generator.problems import Problem, Severity

if TYPE_CHECKING:
    from generator.app.handwritten.judgement import Judgement
    from generator.app.run.batch import SpecOutcome

_FEW = 10
"""Names of files that are not judged, in a text for people."""


@dataclass
class Verdict:
    """Collects, and shows once."""

    with_advice: bool
    problems: list[Problem] = field(default_factory=list)
    advice: list[Problem] = field(default_factory=list)
    """What is shown on request alone."""
    sources: dict[str, str] = field(default_factory=dict)
    judged: list[str] = field(default_factory=list)
    unknown: dict[str, str] = field(default_factory=dict)
    specs: list[dict[str, Any]] = field(default_factory=list)
    _templates: int = 0
    _spec_notes: list[str] = field(default_factory=list)

    def add_specs(self, outcomes: Sequence[SpecOutcome]) -> None:
        """What was found in what specs generate."""
        from generator.cli.text.summary import note_lines

        self._spec_notes += note_lines([outcome.build for outcome in outcomes])
        for outcome in outcomes:
            self.problems += outcome.build.problems
            self.sources |= outcome.texts
            self.specs.append(build_document(outcome.build))
            self._templates += len(outcome.build.stacks)

    def add_files(self, judgement: Judgement) -> None:
        """What was found in files as they are."""
        for problem in judgement.problems:
            is_advice = problem.severity is Severity.ADVICE and problem.location.file not in judgement.ours
            (self.advice if is_advice else self.problems).append(problem)
        self.sources |= judgement.sources
        self.judged += judgement.judged
        self.unknown |= judgement.unknown

    @property
    def is_bad(self) -> bool:
        """Whether anything was found that a person has to mend."""
        return bool(self.problems)

    @property
    def shown(self) -> list[Problem]:
        """What is shown of all that was found, file by file."""
        return (
            sorted([*self.problems, *self.advice], key=lambda each: each.location)
            if self.with_advice
            else self.problems
        )

    def show(self, output: Output, form: str) -> None:
        """Print it, in one of the formats."""
        if form == "json":
            unknown = [{"file": file, "reason": reason} for file, reason in self.unknown.items()]
            rest: dict[str, Any] = {"specs": self.specs, "files": self.judged, "unknown": unknown}
            output.problems_document(self.shown, is_ok=not self.is_bad, **rest, advice=len(self.advice))
        elif form == "sarif":
            from generator.cli.json.sarif import sarif

            output.document(sarif(self.shown, self.unknown))
        elif form == "junit":
            from generator.cli.text.junit import junit

            names = [*(f"{spec['file']}" for spec in self.specs), *self.judged]
            output.result(junit(names, self.problems, self.unknown))
        elif form == "github":
            from generator.cli.text.annotation import annotation

            for problem in self.shown:
                output.result(annotation(problem))
            self._notes(output)
        else:
            self._text(output)

    def _text(self, output: Output) -> None:
        for line in self._spec_notes:
            output.note(line)
        if self.shown:
            noun = "file" if self.judged else "spec"
            output.problems(self.shown, self.sources, are_result=True, noun=noun)
        else:
            names = [f"{spec['file']}" for spec in self.specs]
            count = f" ({self._templates} templates)" if self.specs else ""
            files = self.judged if len(self.judged) <= _FEW else [f"{len(self.judged):,} files"]
            output.result(f"no problems: {', '.join(map(printable, [*names, *files]))}{count}")
        self._notes(output)

    def _notes(self, output: Output) -> None:
        if self.advice and not self.with_advice:
            count = len(self.advice)
            output.note(f"{count} piece{'s' * (count != 1)} of advice: --advice shows {'them' if count != 1 else 'it'}")
        if self.unknown:
            names = [*self.unknown][:_FEW]
            more = f" and {len(self.unknown) - _FEW:,} more" if len(self.unknown) > _FEW else ""
            output.note(f"not judged: {', '.join(map(printable, names))}{more}")
