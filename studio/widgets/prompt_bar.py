"""The prompt line with its two verbs: Make a new avatar, or Edit the one on show."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from studio.language import mark, tr
from studio.models.completion import examples
from studio.widgets.prompt_line import PromptLine

FIRST = mark("Describe a person, for example: an old man with a grey beard and a blue sweater")
AFTERWARDS = mark("Describe a change, for example: red sweater")
NARROW = 560
"""Width in pixels below which the button that Enter does not press leaves its place to the line."""


class PromptBar(QFrame):
    """Enter does what the highlighted button says; Ctrl+Enter always makes."""

    make = Signal(str)
    edit = Signal(str)
    picture_pasted = Signal(QImage)

    def __init__(self, language: str) -> None:
        super().__init__()
        self.setObjectName("promptBar")
        self.line = PromptLine()
        self.make_button = QPushButton(tr("Make"))
        self.edit_button = QPushButton(tr("Edit"))
        self._language = language
        self._has_avatar = False
        self._build()
        self.line.returnPressed.connect(self._enter)
        self.line.control_return_pressed.connect(self._make)
        self.line.picture_pasted.connect(self.picture_pasted)
        self.line.textChanged.connect(self._refresh)
        self.make_button.clicked.connect(self._make)
        self.edit_button.clicked.connect(self._edit)
        self.set_has_avatar(False)

    def set_has_avatar(self, has_avatar: bool) -> None:
        """Whether there is something to edit; moves the highlight to what Enter does."""
        self._has_avatar = has_avatar
        self.line.examples = examples(self._language, editing=has_avatar)
        self.line.setPlaceholderText(tr(AFTERWARDS if has_avatar else FIRST))
        self._refresh()

    def _build(self) -> None:
        self.make_button.setAccessibleName(tr("Make a new person from the sentence"))
        self.edit_button.setAccessibleName(tr("Edit the avatar on show"))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        for button in (self.edit_button, self.make_button):
            button.setMinimumHeight(38)
            button.setMinimumWidth(68)
            row.addWidget(button)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        roomy = self.width() >= NARROW
        self.make_button.setVisible(roomy or not self._has_avatar)
        self.edit_button.setVisible(roomy or self._has_avatar)

    def _refresh(self) -> None:
        written = bool(self.line.text().strip())
        self.make_button.setEnabled(written)
        self.edit_button.setEnabled(written and self._has_avatar)
        make = tr("Make a new person from the sentence (Ctrl+Enter)")
        edit = tr("Change the avatar on show as the sentence says (Enter)")
        self.make_button.setToolTip(make if written else tr("Write a sentence first"))
        missing = tr("Write a sentence first") if self._has_avatar else tr("Make an avatar first")
        self.edit_button.setToolTip(edit if self.edit_button.isEnabled() else missing)
        _highlight(self.make_button, not self._has_avatar)
        _highlight(self.edit_button, self._has_avatar)
        self._make_room()

    def _enter(self) -> None:
        if self._has_avatar:
            self._edit()
        else:
            self._make()

    def _make(self) -> None:
        if self.make_button.isEnabled():
            self._hand_over(self.make)

    def _edit(self) -> None:
        if self.edit_button.isEnabled():
            self._hand_over(self.edit)

    def _hand_over(self, verb: SignalInstance) -> None:
        verb.emit(self.line.text())
        self.line.selectAll()  # the next sentence replaces this one


def _highlight(button: QPushButton, primary: bool) -> None:
    if button.property("primary") != primary:
        button.setProperty("primary", primary)
        button.style().unpolish(button)
        button.style().polish(button)
