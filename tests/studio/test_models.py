"""State without a window."""

import gc
import weakref

import pytest

from engine.progress import Progress
from studio.models.activity import Activity
from studio.models.comparison import Comparison
from studio.models.document import Document
from studio.models.history import LIMIT, Entry, History
from studio.models.number import Number
from tests.studio.conftest import Studio


def test_a_number_keeps_its_range_and_digits() -> None:
    number = Number(default=2.0, minimum=0.0, maximum=6.0, step=0.1, decimals=1)
    told: list[float] = []
    number.changed.connect(told.append)
    number.set(9)
    number.set(6.0)
    number.set(1.2345)
    number.reset()
    assert told == [6.0, 1.2, 2.0]


def test_what_is_no_number_is_refused() -> None:
    number = Number(default=2.0, minimum=0.0, maximum=6.0, step=0.1)
    with pytest.raises(ValueError, match="number"):
        number.set(float("nan"))
    assert number.value == 2.0


def test_a_result_after_an_undo_begins_a_branch_and_nothing_is_lost() -> None:
    history = History()
    a, b, c = (history.push(Entry(object(), label)) for label in "abc")
    assert (history.undo_label, history.redo_label) == ("c", None)
    for _ in range(3):
        history.undo()
    assert (history.current.label, history.undo_label, history.redo_label) == ("a", None, "b")
    d = history.push(Entry(object(), "d"))
    assert (history.current.label, history.undo_label, history.redo_label) == ("d", "d", None)
    assert a.children == [b, d] and history.nodes == (a, b, c, d)
    history.undo()
    assert history.redo_label == "d"
    history.select(c)
    assert history.current_node.line() == [a, b, c]
    history.undo()
    history.undo()
    assert history.redo_label == "b"  # redo follows the line visited last


def test_siblings_can_be_pushed_beside_the_current_one() -> None:
    history = History()
    root = history.push(Entry(object(), "root"))
    first = history.push(Entry(object(), "first"))
    second = history.push(Entry(object(), "second"), after=root)
    assert root.children == [first, second] and history.current_node is second


def test_history_forgets_the_oldest_side_branches_first() -> None:
    history = History()
    root = history.push(Entry(object(), "root"))
    side = history.push(Entry(object(), "side"))
    history.select(root)
    for number in range(LIMIT + 5):
        history.push(Entry(object(), str(number)))
        assert len(history.nodes) <= LIMIT
    assert side not in history.nodes
    while history.undo_label:
        history.undo()
    assert history.current.label == "5"


def test_time_left_follows_the_rate_of_the_stage_and_remembered_stages() -> None:
    now = [0.0]
    activity = Activity(clock=lambda: now[0])

    def run(*reports: tuple[float, Progress]) -> None:
        for at, progress in reports:
            now[0] = at
            activity.report(progress)

    activity.begin("Make", "Making")
    assert activity.fraction is None
    run((1.0, Progress("reading", 0, 1)), (2.0, Progress("sampling", 0, 10)), (4.0, Progress("sampling", 2, 10)))
    assert activity.seconds_left == pytest.approx(8.0)
    assert activity.fraction == pytest.approx(4 / 12)
    now[0] = 12.0
    activity.report(Progress("finishing", 0, 1))
    now[0] = 15.0
    activity.end(completed=True)
    activity.begin("Make", "Making again")
    run((16.0, Progress("reading", 0, 1)))
    assert activity.seconds_left == pytest.approx(1 + 10 + 3)
    assert activity.seconds == 1
    now[0] = 17.5
    activity.end(completed=False)
    now[0] = 30.0
    assert not activity.busy and activity.seconds == 2.5  # what the last work took


def test_a_comparison_keeps_nothing_of_a_document_that_is_gone() -> None:
    document = Document()
    comparison = Comparison(document)
    first = document.history.push(Entry(object(), "first"))
    document.history.push(Entry(object(), "second"))
    comparison.choose(first)
    assert comparison.before is first.entry.avatar
    entry = weakref.ref(first)
    document.new()
    del first
    gc.collect()
    assert entry() is None


def test_a_variation_that_is_gone_cannot_be_kept(studio: Studio) -> None:
    studio.window.session.variations.keep(3)
    assert studio.window.session.document.avatar is None
