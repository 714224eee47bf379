"""What is behind each colour comes from three services, and none of them has to answer."""

from dataclasses import replace

from generator.app.status.colour import Colour, Tasks, colours
from generator.app.status.part import Part
from tests.unit.app.status.state import DENIED, NOT_DEPLOYED, service, status, task_set, traffic


def test_a_canary() -> None:
    running = service(task_set("blue", "PRIMARY", "1.2.3"), task_set("green", "ACTIVE", "1.3.0", running=1))
    found = colours(status(service=Part(running), traffic=Part(traffic(blue=90, green=10))))
    assert found == (
        Colour("blue", 90, "1.2.3", Tasks(2, 2, 0), {"healthy": 2}, ()),
        Colour("green", 10, "1.3.0", Tasks(2, 1, 1), {"healthy": 2}, ()),
    )


def test_weights_are_shares_and_not_percent() -> None:
    assert [each.percent for each in colours(status(traffic=Part(traffic(blue=1, green=3))))] == [25, 75]


def test_no_weight_at_all_is_no_traffic() -> None:
    assert [each.percent for each in colours(status(traffic=Part(traffic(blue=0, green=0))))] == [0, 0]


def test_without_the_service_the_traffic_is_known() -> None:
    for part in (DENIED, NOT_DEPLOYED):
        blue = colours(status(service=part))[0]
        assert (blue.percent, blue.version, blue.tasks) == (100, None, None)


def test_without_the_load_balancer_there_are_no_colours() -> None:
    assert colours(status(traffic=DENIED)) == ()


def test_without_a_rule_nobody_knows_the_shares() -> None:
    assert [each.percent for each in colours(status(traffic=Part(replace(traffic(blue=1), rule=None))))] == [None, None]


def test_what_runs_before_the_first_release_has_no_version() -> None:
    bootstrap = service(task_set("blue", "PRIMARY", ""))
    assert [each.version for each in colours(status(service=Part(bootstrap)))] == ["", None]


def test_a_service_without_task_sets_has_one_colour() -> None:
    found = colours(status(service=Part(service())))
    assert [(each.version, each.tasks) for each in found] == [("1.2.3", Tasks(2, 2, 0)), (None, None)]


def test_each_complaint_once() -> None:
    blue, green = colours(status(traffic=Part(traffic(-2, blue=100))))
    assert (blue.healthy, blue.complaints) == (0, ("code 503",))
    assert (green.healthy, green.complaints, green.has_traffic) == (0, (), False)


def test_a_task_set_that_is_going_hides_no_other() -> None:
    running = service(task_set("blue", "DRAINING", "1.2.2", running=1), task_set("blue", "PRIMARY", "1.2.3"))
    assert colours(status(service=Part(running)))[0].version == "1.2.3"
