"""Our arithmetic: a week's figure as a daily rate, with its workings, and only where that helps."""

import pytest

from comparing import figures, head
from newsbot.commands import groups
from newsbot.compare.ledger import ledger

DAILY = "About {about|900|people}(day) are crossing the river."


def worked_out(week: str, daily: str = DAILY) -> str | None:
    """The label of the week's figure beside a daily one."""
    told = ledger([*figures(daily, head(1, "A")), *figures(week, head(2, "B"))])
    lines = [item for group in told for item in groups.section(group, beside=told).items]
    labels = [item.label or "" for item in lines if item.cite and item.cite.source == "B"]
    return next(
        (label.partition("our arithmetic: ")[2] for label in labels if "our arithmetic" in label), None
    )


@pytest.mark.parametrize(
    ("week", "label"),
    [
        ("Patrols counted {nearly|7,000|people}(week).", "nearly 7,000 ÷ 7 = nearly 1,000 a day"),
        ("{Nearly|7,000|people} crossed <in a week>.", "nearly 7,000 ÷ 7 = nearly 1,000 a day"),
        ("{|30|people} crossed <in a week>.", "30 ÷ 7 = 4.3 a day"),
        ("{|7,000|people} crossed <this week>.", None),
        ("{|7,000|people} crossed <in November>.", None),
        ("{|7,000|ships} passed <in a week>.", None),
        ("{|thousands|people} crossed <in a week>.", None),
    ],
)
def test_a_week_is_worked_out_as_a_day(week: str, label: str | None) -> None:
    assert worked_out(week) == label


def test_nothing_is_worked_out_where_no_daily_figure_stands_by() -> None:
    assert worked_out("{|7,000|people} crossed <in a week>.", "The river is {|40|metre} wide.") is None
