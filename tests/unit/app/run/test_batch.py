"""Several specs: their order, their progress, and what they must not share."""

from collections.abc import Iterable, Iterator
from functools import partial

from generator.app.build.compile import Build, compile_spec
from generator.app.run.batch import Result, batch
from generator.artifacts import Artifact
from generator.problems import Location, Problem


def _work(file: str) -> Result:
    project = file.removesuffix(".yaml")
    return Result(f"project: {project}", Build(file, project, artifacts=(Artifact(f"{project}/x", ""),)))


def test_results_come_in_order_and_progress_hears_of_each() -> None:
    heard: list[str] = []
    results = batch(["b.yaml", "a.yaml"], partial(map, _work), heard.append)
    assert [result.build.file for result in results] == heard == ["b.yaml", "a.yaml"]


def test_a_file_named_twice_is_one_spec() -> None:
    results = batch(["a.yaml", "b.yaml", "./a.yaml"], partial(map, _work))
    assert [result.build.file for result in results] == ["a.yaml", "b.yaml"]


def test_the_second_spec_of_a_project_is_refused() -> None:
    def same(file: str) -> Result:
        return Result("", Build(file, "shop", artifacts=(Artifact("shop/x", ""),)))

    first, second = (result.build for result in batch(["a.yaml", "b.yaml"], partial(map, same)))
    assert first.problems == ()
    assert second.artifacts == ()
    assert [str(problem) for problem in second.problems] == [
        "b.yaml: error: project: is 'shop', as in a.yaml; both would write the same folder [project-twice]"
    ]


def test_specs_that_could_not_be_read_share_nothing() -> None:
    def bad(file: str) -> Result:
        return Result("", Build(file, problems=(Problem(Location(file), "is empty", "syntax"),)))

    assert [len(result.build.problems) for result in batch(["a", "b"], partial(map, bad))] == [1, 1]


def test_the_work_can_run_elsewhere() -> None:
    calls: list[list[str]] = []

    def pool(files: Iterable[str]) -> Iterator[Result]:
        calls.append(list(files))
        return iter([_work(file) for file in calls[0]])

    assert len(batch(["a.yaml", "b.yaml"], pool)) == 2
    assert calls == [["a.yaml", "b.yaml"]]


def test_specs_that_make_the_same_stack_are_refused() -> None:
    specs = {
        "one.yaml": "project: shop-a\nenvironments: {b: {trigger: {branch: one}}}\n",
        "two.yaml": "project: shop\nenvironments: {a-b: {trigger: {branch: two}}}\n",
    }
    common = "region: us-west-2\nrepository: acme/shop\nservice: {port: 3000}\n"

    def work(file: str) -> Result:
        return Result("", compile_spec(common + specs[file], file))

    first, second = batch(tuple(specs), partial(map, work))
    assert first.build.problems == ()
    [problem] = second.build.problems
    assert problem.message.startswith("makes the stack shop-a-b-network, as one.yaml does")
