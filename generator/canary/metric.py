"""A metric of Application Load Balancers -> how it is counted: from how many answers of which kind.

Which of them report nothing instead of 0, and what each counts:
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from generator.canary.alarm import Metric, Source
from generator.canary.answers import Kind
from generator.canary.evaluation import Value
from generator.canary.expression import NotUnderstoodError

SLOW_SECONDS, FAST_SECONDS = 1e6, 0.0
"""Slow is slower than any threshold, and the rest is faster: how much is not for a model of counts to say."""


Reader: TypeAlias = Callable[[Sequence[float]], Value]
"""The numbers of some variables -> a metric's value."""


class Variable(NamedTuple):
    """How many answers of one kind one source gives in a period: independent of all others."""

    source: Source
    kind: Kind


class Count(NamedTuple):
    """A weighted sum of variables, plus a constant."""

    terms: tuple[tuple[Variable, float], ...]
    constant: float = 0.0
    is_sparse: bool = False
    """Whether the metric reports nothing instead of 0."""

    def value(self, counts: Mapping[Variable, float]) -> Value:
        """What it is, given the variables."""
        total = self.constant
        for variable, weight in self.terms:
            total += weight * counts[variable]
        return None if self.is_sparse and not total else total

    def reader(self, variables: Sequence[Variable]) -> Reader:
        """The same, given the numbers of ``variables`` in their order: as it is asked a million times."""
        constant, is_sparse = self.constant, self.is_sparse
        terms = [(variables.index(variable), weight) for variable, weight in self.terms]
        if len(terms) == 1 and terms[0][1] == 1.0 and not constant:
            [(place, _)] = terms
            return (lambda numbers: numbers[place] or None) if is_sparse else (lambda numbers: numbers[place])

        def read(numbers: Sequence[float]) -> Value:
            total = constant
            for place, weight in terms:
                total += weight * numbers[place]
            return None if is_sparse and not total else total

        return read


class Percentile(NamedTuple):
    """A percentile of latency: slow where more answers are slow than it leaves out."""

    slow: frozenset[Variable]
    samples: frozenset[Variable]
    percent: float
    least: float
    """Of fewer samples it says nothing."""

    def value(self, counts: Mapping[Variable, float]) -> Value:
        """Seconds."""
        samples = sum(counts[variable] for variable in self.samples)
        slow = sum(counts[variable] for variable in self.slow)
        if samples == 0:
            return None
        # A percentile that is ignored leaves the alarm as it is: it does not breach.
        is_slow = 100 * slow > (100 - self.percent) * samples and samples >= self.least
        return SLOW_SECONDS if is_slow else FAST_SECONDS

    def reader(self, variables: Sequence[Variable]) -> Reader:
        """The same, given the numbers of ``variables`` in their order."""
        return lambda numbers: self.value(dict(zip(variables, numbers, strict=True)))


Form: TypeAlias = Count | Percentile

_ALL = frozenset(Kind)
_REACHED = _ALL - {Kind.REFUSED}
_COUNTED: dict[str, frozenset[Kind]] = {
    "RequestCount": _ALL,
    "HTTPCode_Target_2XX_Count": _REACHED - {Kind.ERROR},
    "HTTPCode_Target_3XX_Count": frozenset(),
    "HTTPCode_Target_4XX_Count": frozenset(),
    "HTTPCode_Target_5XX_Count": frozenset({Kind.ERROR}),
    "HTTPCode_ELB_5XX_Count": frozenset({Kind.REFUSED}),
    "HTTPCode_ELB_502_Count": frozenset({Kind.REFUSED}),
    "HTTPCode_ELB_503_Count": frozenset(),
    "HTTPCode_ELB_504_Count": frozenset(),
    "TargetConnectionErrorCount": frozenset({Kind.REFUSED}),
}
"""Good answers are taken to be 2xx: for the alarms it makes no difference which of the good codes they are."""
_ALWAYS_REPORTED = frozenset({"RequestCount"})
_LATENCY = "TargetResponseTime"
_PERCENTILE = re.compile(r"[pP](\d{1,2}(?:\.\d+)?)\Z")
_FEW = 10
"""AWS ignores a percentile p of fewer than 10 / (1 - p) samples, where the alarm asks for it; of fewer than 10 / p
below the median. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html"""


def form(metric: Metric, sources: tuple[Source, ...], present: frozenset[Variable], *, ignores_few: bool) -> Form:
    """The metric of ``sources`` together, as far as they give answers of a kind at all: are ``present``.

    Raises NotUnderstoodError for metrics and statistics that counts of answers say nothing of.
    """
    if metric.name == _LATENCY:
        return _latency(metric.statistic, sources, present, ignores_few=ignores_few)
    kinds = _COUNTED.get(metric.name)
    if kinds is None:
        raise NotUnderstoodError(f"{metric.name} does not follow from how requests are answered")
    if metric.statistic != "Sum":
        raise NotUnderstoodError(f"{metric.statistic} of {metric.name} is no count of answers: Sum is")
    counted = (Variable(source, kind) for source in sources for kind in Kind if kind in kinds)
    terms = tuple((variable, 1.0) for variable in counted if variable in present)
    return Count(terms, is_sparse=metric.name not in _ALWAYS_REPORTED)


def tells(metric: Metric, kind: Kind) -> bool:
    """Whether the metric is about this kind of answers, and not just about requests."""
    if metric.name == _LATENCY:
        return kind is Kind.SLOW
    return metric.name not in _ALWAYS_REPORTED and kind in _COUNTED.get(metric.name, ())


def fewest_samples(statistic: str) -> float | None:
    """How many samples a percentile needs so as not to be ignored as one of few; None if it is no percentile."""
    match = _PERCENTILE.match(statistic)
    if not match:
        return None
    part = float(match[1]) / 100
    return _FEW / (1 - part if part >= 0.5 else part) if part else None


def _latency(
    statistic: str, sources: tuple[Source, ...], present: frozenset[Variable], *, ignores_few: bool
) -> Percentile:
    fewest = fewest_samples(statistic)
    if fewest is None:
        message = f"{statistic} of {_LATENCY} depends on how slow slow answers are; percentiles do not"
        raise NotUnderstoodError(message)
    samples = {Variable(source, kind) for source in sources for kind in _REACHED} & present
    slow = {Variable(source, Kind.SLOW) for source in sources} & present
    return Percentile(frozenset(slow), frozenset(samples), float(statistic[1:]), fewest if ignores_few else 1)
