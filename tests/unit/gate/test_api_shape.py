"""The extracts of AWS's models are what botocore ships, and data is held against it key by key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import botocore
import botocore.loaders
import pytest

import generator.gate
from generator.gate.api_shape import TASK_DEFINITION, faults, shapes
from generator.gate.kind import INPUTS

_FOLDER = Path(*generator.gate.__path__) / "api_shapes"
_ROOTS = sorted({TASK_DEFINITION, *(each.shape for each in INPUTS)})
_SERVICES = sorted({root.split()[0] for root in _ROOTS})


def _extract(service: str) -> dict[str, Any]:
    """What the file holds when it is made anew from the botocore that is installed."""
    model = botocore.loaders.Loader().load_service_model(service, "service-2")["shapes"]
    found: dict[str, Any] = {}
    waiting = [root.split()[1] for root in _ROOTS if root.startswith(f"{service} ")]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        shape = model[name]
        plain = {key: shape[key] for key in ("type", "required", "enum") if key in shape}
        for key in ("member", "value"):
            if key in shape:
                plain[key] = shape[key]["shape"]
                waiting.append(plain[key])
        if "members" in shape:
            plain["members"] = {key: member["shape"] for key, member in shape["members"].items()}
            waiting += plain["members"].values()
        found[name] = plain
    return {"source": f"botocore {botocore.__version__}", "shapes": dict(sorted(found.items()))}


@pytest.mark.parametrize("service", _SERVICES)
def test_the_extract_is_what_botocore_ships(service: str) -> None:
    """Run this file as a program to write it anew."""
    assert json.loads((_FOLDER / f"{service}.json").read_text())["shapes"] == _extract(service)["shapes"]


def test_there_is_no_other_extract() -> None:
    assert sorted(path.stem for path in _FOLDER.glob("*.json")) == _SERVICES


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        ({"family": "shop", "containerDefinitions": []}, []),
        ({"containerDefinitions": []}, ["the task definition lacks family"]),
        ({"family": "shop", "containerDefinitions": {}}, ["containerDefinitions is a list, and here {}"]),
        ({"family": "shop", "containerDefinitions": [], "cpus": "1"}, ["the task definition has no key 'cpus'"]),
        ({"family": "shop", "containerDefinitions": [], "cpu": 256}, ["cpu is a text, and here 256"]),
        (
            {"family": "shop", "containerDefinitions": [{"essential": "true"}]},
            ['essential is true or false, and here "true"'],
        ),
        ({"family": "shop", "containerDefinitions": [{"essential": "<ESSENTIAL>"}]}, []),
        (
            {"family": "shop", "containerDefinitions": [{"cpu": True, "dockerLabels": {"a": 1}}]},
            ["cpu is a whole number, and here true", "a is a text, and here 1"],
        ),
        (
            {"family": "shop", "networkMode": "vpc", "containerDefinitions": ["web"]},
            [
                "networkMode is 'vpc'; it is one of bridge, host, awsvpc, none",
                'containerDefinitions[0] is an object, and here "web"',
            ],
        ),
    ],
)
def test_data_is_held_against_the_model(data: dict[str, Any], wanted: list[str]) -> None:
    assert [fault.message for fault in faults(data)] == wanted


def test_a_misspelt_key_or_word_comes_with_the_nearest_right_one() -> None:
    container = {"enviroment": [], "PortMappings": [], "logConfiguration": {"logDriver": "aws-logs"}}
    found = list(faults({"family": "shop", "containerDefinitions": [container]}))
    assert [fault.hint for fault in found] == ["is it environment?", "is it portMappings?", "is it awslogs?"]
    assert found[0].path == ("containerDefinitions", 0, "enviroment")


@pytest.mark.parametrize("service", _SERVICES)
def test_every_shape_that_is_named_is_there(service: str) -> None:
    named = {name for shape in shapes(service).values() for name in shape.get("members", {}).values()}
    assert named <= shapes(service).keys()


if __name__ == "__main__":
    _FOLDER.mkdir(exist_ok=True)
    for each in _SERVICES:
        made = _extract(each)
        lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(shape)}" for name, shape in made["shapes"].items())
        text = f'{{"source": {json.dumps(made["source"])}, "shapes": {{\n{lines}\n}}}}\n'
        (_FOLDER / f"{each}.json").write_text(text)
