"""A question about a running service -> samples until it is answered -> the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass

from generator.app.verify.course import Course, Ending
from generator.app.verify.sample import Clock, Pace, Sample, samples
from generator.app.verify.version import Reader
from generator.app.verify.window import Window, window, window_seconds
from generator.live.endpoint import Answer


@dataclass(frozen=True)
class Question:
    """Whether ``expected`` answers, where it says so, and how often to ask."""

    expected: str
    is_canary: bool
    reader: Reader
    pace: Pace


@dataclass(frozen=True)
class Report:
    """What all samples say."""

    outcome: Ending
    windows: tuple[Window, ...]
    total: Window
    seconds: float
    """From the first sample to the last."""
    row: int
    """How many answers of the expected version came last, one after the other."""
    missing: int
    """How many answers came after the last one of the expected version."""
    errors: Mapping[str, int]
    """How often each reason why there was no answer came, the commonest first."""


def verify(
    question: Question, ask: Callable[[], Answer], tell: Callable[[Window], None], clock: Clock | None = None
) -> Report:
    """Sample until there is an outcome or the time is over; ``tell`` gets each window when it is full."""
    course = Course(question.expected, is_canary=question.is_canary)
    length = window_seconds(question.pace)
    taken: list[Sample] = []
    open_samples: list[Sample] = []
    windows: list[Window] = []

    def close() -> None:
        if open_samples:
            start = open_samples[0].at // length * length
            windows.append(window(start, open_samples, question.expected))
            open_samples.clear()
            tell(windows[-1])

    outcome: Ending | None = None
    with closing(samples(ask, question.reader, question.pace, clock or Clock())) as stream:
        for sample in stream:
            if open_samples and sample.at // length != open_samples[0].at // length:
                close()
            taken.append(sample)
            open_samples.append(sample)
            outcome = course.add(sample)
            if outcome:
                break
    close()
    return Report(
        outcome=outcome or Ending.TIME_OVER,
        windows=tuple(windows),
        total=window(0, taken, question.expected),
        seconds=taken[-1].at + taken[-1].took,
        row=course.row,
        missing=course.missing,
        errors=dict(Counter(sample.error for sample in taken if sample.error).most_common()),
    )
