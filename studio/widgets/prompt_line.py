"""The line in which the artist writes: it offers words and examples, and lets pictures through."""

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, QModelIndex, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from studio.language import tr
from studio.models.completion import MOST, Completion, completions
from studio.theme import icon

MAKE_KEYS = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
LONGEST = 400


class PromptLine(QLineEdit):
    """A line edit with completion; Down in an empty line shows `examples`."""

    control_return_pressed = Signal()
    picture_pasted = Signal(QImage)

    def __init__(self) -> None:
        super().__init__()
        self.examples: list[str] = []
        self._offered: list[Completion] = []
        self._words = QStringListModel(self)
        self.list = QListView()
        self._completer = QCompleter(self._words, self)
        self._completer.setPopup(self.list)
        self._completer.setMaxVisibleItems(MOST)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self)
        self._completer.activated.connect(self._take)
        self.list.setObjectName("completions")
        self.list.setAccessibleName(tr("Suggestions"))
        self.list.installEventFilter(self)
        self.textEdited.connect(self._offer)
        self._build()

    def _build(self) -> None:
        self.setObjectName("prompt")
        self.setAccessibleName(tr("Prompt"))
        self.setClearButtonEnabled(True)
        self.setAcceptDrops(False)  # a file dropped here must reach the window, not become its path
        self.setMaxLength(LONGEST)
        self.show_examples = self.addAction(icon("down"), QLineEdit.ActionPosition.TrailingPosition)
        self.show_examples.setToolTip(tr("Examples (Down in the empty line)"))
        self.show_examples.setText(tr("Examples"))
        self.show_examples.triggered.connect(self.offer_examples)

    def offer_examples(self) -> None:
        """Show whole sentences to choose from."""
        self._show([Completion(0, sentence) for sentence in self.examples])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        clipboard = QGuiApplication.clipboard().mimeData()
        if self.list.isVisible() and self._chosen(event):
            event.ignore()  # the completer takes the word when the line does not want the key
        elif event.keyCombination() == MAKE_KEYS:
            self.control_return_pressed.emit()
        elif event.key() == Qt.Key.Key_Down and not self.text():
            self.offer_examples()
        elif event.matches(QKeySequence.StandardKey.Paste) and clipboard.hasImage() and not clipboard.hasText():
            self.picture_pasted.emit(QGuiApplication.clipboard().image())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.list.hide()
        super().focusOutEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter with no word chosen is meant for the line; the completer would swallow it."""
        if (
            watched is self.list
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in ENTER
            and not self._chosen(event)
        ):
            self.list.hide()
            QCoreApplication.sendEvent(self, event)
            return True
        return super().eventFilter(watched, event)

    def _chosen(self, event: QKeyEvent) -> bool:
        """Whether a key takes the word that is highlighted."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        return plain and event.key() in ENTER and self.list.currentIndex().isValid()

    def _offer(self) -> None:
        self._show(completions(self.text(), self.cursorPosition()))

    def _show(self, offered: list[Completion]) -> None:
        self._offered = offered
        self._words.setStringList([completion.word for completion in offered])
        if offered:
            self._completer.complete()
            self.list.setCurrentIndex(QModelIndex())  # Enter takes a word only when it was chosen
        else:
            self.list.hide()

    def _take(self, word: str) -> None:
        chosen = next((completion for completion in self._offered if completion.word == word), None)
        if chosen is not None:
            text, cursor = chosen.applied(self.text(), self.cursorPosition())
            self.setText(text)
            self.setCursorPosition(cursor)
