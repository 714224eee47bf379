"""Specs -> what they give, from the cache where they are as they were, and a side of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from generator.app.build.bases import read_bases
from generator.app.build.product import Format, Product, Request
from generator.app.build.read import named, read
from generator.app.cache.result_cache import ResultCache
from generator.app.diff.written import Parsed, written
from generator.app.run.batch import SpecOutcome, batch
from generator.difference.side import Side
from generator.errors import SpecError
from generator.problems import Location


@dataclass(frozen=True)
class Made:
    """What specs give. ``outcomes`` have no problems."""

    outcomes: tuple[SpecOutcome, ...]

    @cached_property
    def contents(self) -> Mapping[str, Mapping[str, bytes]]:
        """A project's name -> its files, by path."""
        return {
            each.build.project: {artifact.path: artifact.data for artifact in each.build.artifacts}
            for each in self.outcomes
        }

    @property
    def region(self) -> str:
        """That of the first stack."""
        regions = (region for each in self.outcomes for stack in each.build.stacks for region in stack.regions)
        return next(regions, "")

    def side(self, name: str, parsed: Parsed, same: frozenset[str] = frozenset()) -> Side:
        """All of it; of the projects of which nothing changes, ``same``, only how much that is."""
        outcomes = [each for each in self.outcomes if each.build.project not in same]
        texts = {path: data.decode() for each in outcomes for path, data in self.contents[each.build.project].items()}
        specs = {each.build.file: each.text for each in outcomes}
        side = written(name, texts, parsed, specs=specs)
        places = dict(_places(each.build for each in outcomes))
        stacks = {
            key: stack._replace(subject=stack.subject._replace(lines={}, origins=places[key][0], origin=places[key][1]))
            for key, stack in side.stacks.items()
        }
        left_out = sum(stack.resources for each in self.outcomes if each not in outcomes for stack in each.build.stacks)
        return Side(name, stacks, side.files, side.specs, side.others, left_out)


def make(files: Sequence[str], memory: ResultCache) -> Made:
    """Raises SpecError with the problems of all specs, OutsideError for one that cannot be read."""
    outcomes = batch(files, lambda unique: (_outcome(file, memory) for file in unique))
    problems = [problem for outcome in outcomes for problem in outcome.build.problems]
    if problems:
        raise SpecError(problems)
    return Made(outcomes)


def _outcome(file: str, memory: ResultCache) -> SpecOutcome:
    text = ""
    try:
        text = read(file)
        request = Request(text, named(file), Format.YAML, read_bases(text, file))
    except SpecError as error:
        return SpecOutcome(text, Product(file, problems=error.problems))
    key = memory.spec(request)
    found = memory.product(key)
    if found is None:
        # Imported here: it takes longer to load than all that follows.
        from generator.app.build.compile import compile_spec
        from generator.app.workers.job import product

        found = product(compile_spec(request.text, request.file, bases=request.bases))
        memory.keep_product(key, found)
    return SpecOutcome(request.text, found, bases=request.bases)


def _places(products: Iterable[Product]) -> Iterator[tuple[str, tuple[Mapping[str, Location], Location]]]:
    """The key of each stack, where its resources come from, and where all else does."""
    for product in products:
        for path, own in product.origins.items():
            places = {name: Location(*place) for name, place in own.items()}
            yield str(PurePath(path).with_suffix("")), (places, Location(product.file))
