from engine.evaluation.portraits import TRAITS, Comparison, accuracy, table_of


def test_the_table_says_what_was_right() -> None:
    right: dict[str, bool | None] = dict.fromkeys(TRAITS, True)
    shown = dict.fromkeys(TRAITS, "red")
    found = [
        Comparison("one.jpg", right, shown),
        Comparison("two.jpg", right | {"hat": False, "beard": None}, shown),
        Comparison("three.jpg", {}, {}, "No face was found."),
    ]
    table = table_of(found)
    assert "| one | right (red) |" in table and "**wrong** (red)" in table and "\u2013 (red)" in table
    assert "No face was found." in table
    assert f"{100 * accuracy(found)['hat']:.0f}%" in table.splitlines()[-1]
