"""The main window: puts the widgets together and gives the verbs menus and keys."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QMainWindow,
    QMenu,
    QMenuBar,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.errors import MaquetteError
from engine.field.triplane import ReliefTriplane
from studio.collector import Collector
from studio.exporting import Exporting
from studio.filing import Filing
from studio.language import Language, system_language, tr
from studio.models.autosave import Autosave
from studio.models.preferences import Preferences
from studio.models.problem import from_error
from studio.models.session import Session
from studio.panels import Panels
from studio.theme import dress_anew, icon
from studio.viewport.viewport import Viewport
from studio.widgets.dialogs import Dialogs
from studio.widgets.engine_menu import EngineMenu
from studio.widgets.help_menu import HelpMenu
from studio.widgets.prompt_bar import PromptBar
from studio.widgets.recent_menu import RecentMenu
from studio.widgets.settings_menu import SettingsMenu
from studio.widgets.status import Status
from studio.widgets.view_bar import ViewActions, ViewBar
from studio.widgets.viewport_frame import ViewportFrame

USUAL: Final = QSize(1400, 900)
SMALLEST: Final = QSize(820, 500)
"""Fits a Full HD screen at 200%, where 960 x 540 points are left."""

LAYOUT: Final = 1
"""Counts changes of the panels; what was remembered of others is not restored."""


class MainWindow(QMainWindow):
    """Viewport in the middle, prompt below, panels around them."""

    def __init__(
        self, session: Session, dialogs: Dialogs, preferences: Preferences, language: Language, autosave: Autosave
    ) -> None:
        super().__init__()
        self.session = session
        self.autosave = autosave
        self.preferences = preferences
        self.language = language
        self._dialogs = dialogs
        self.files = Filing(self, session, dialogs, preferences, autosave)
        self.exports = Exporting(self, session, dialogs, preferences, self.files)
        self.panels = Panels(self, session)
        self.viewport = Viewport(session.view, lambda: session.activity.busy)
        self.collector = Collector(self, lambda: session.activity.busy)
        self._build()
        self._connect_models()
        self.setAcceptDrops(True)
        self.setMinimumSize(SMALLEST)
        self.resize(USUAL.boundedTo(self.screen().availableSize()))
        self.restoreGeometry(self.preferences.geometry)
        self.restoreState(self.preferences.docks, LAYOUT)
        self.restoreState(self.preferences.layout)
        self.prompt.line.setFocus()

    # building

    def _build(self) -> None:
        """Make every widget but the viewport anew in the language in use; what they show lives in the models."""
        self.viewport.speak()
        self.prompt = PromptBar(self.language.code)
        self.view_actions = ViewActions(self.viewport, self.session.view, self.session.comparison)
        self.side = self.panels.side
        body = QWidget(self)  # in the window from the start: its OpenGL context would not survive outside
        bar = ViewBar(self.view_actions)
        self.frame = ViewportFrame(body, self.viewport, self.session, self.language.code, bar)
        self._lay_out(body)
        self._fill_menus()
        self._connect_widgets()
        self._refresh()

    def rebuild(self) -> None:
        """Speak another language: new widgets, the same models, the same viewport."""
        sentence = self.prompt.line.text()
        self.setMenuBar(QMenuBar())
        self.statusBar().clearMessage()
        self.status.remove()
        for action in self.findChildren(QAction, options=Qt.FindChildOption.FindDirectChildrenOnly):
            action.deleteLater()
        dress_anew()
        self.panels.fill()
        self.exports.speak()
        self._build()
        self.prompt.line.setText(sentence)
        self.prompt.line.setFocus()

    def _lay_out(self, body: QWidget) -> None:
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.frame, 1)
        column.addWidget(self.prompt)
        old = self.takeCentralWidget()  # the viewport has left it
        if old is not None:
            old.deleteLater()
        self.setCentralWidget(body)
        self.statusBar().setSizeGripEnabled(False)
        self.status = Status(self.statusBar(), self.session.activity, lambda: self.viewport.renderer)

    def _fill_menus(self) -> None:
        self._fill_file_menu(self.menuBar().addMenu(tr("&File")))
        self._fill_edit_menu(self.menuBar().addMenu(tr("&Edit")))
        self._fill_view_menu(self.menuBar().addMenu(tr("&View")))
        self.settings_menu = SettingsMenu(self.menuBar(), self.preferences, self.language)
        self.settings_menu.reset_wanted.connect(self.reset_settings)
        self.menuBar().addMenu(self.settings_menu)
        self.help_menu = HelpMenu(self)
        self.menuBar().addMenu(self.help_menu)
        self._tools = self._tool_row()  # the menu bar does not keep its corner widget alive
        self.menuBar().setCornerWidget(self._tools)

    def _fill_file_menu(self, menu: QMenu) -> None:
        keys = QKeySequence.StandardKey
        self._action(menu, tr("&New"), keys.New, self.files.new)
        self.open_action = self._action(menu, tr("&Open…"), keys.Open, self.files.open, "open")
        self.recent_menu = RecentMenu(menu, self.preferences)
        self.recent_menu.chosen.connect(self.files.take)
        menu.addMenu(self.recent_menu)
        self.save_action = self._action(menu, tr("&Save"), keys.Save, self.files.save, "save")
        self.save_as_action = self._action(menu, tr("Save &As…"), "Ctrl+Shift+S", self.files.save_as)
        menu.addSeparator()
        self._action(menu, tr("Choose a &Photo…"), "Ctrl+Shift+O", self.files.choose_photo)
        self._action(menu, tr("&Random Person"), "Ctrl+R", self.session.make_random, "dice")
        self.another_action = self._action(menu, tr("&Another Like This"), "Ctrl+Shift+R", self.session.make_another)
        menu.addSeparator()
        self.export_action = self._action(menu, tr("&Export…"), "Ctrl+E", self.exports.ask)
        self.engine_menu = EngineMenu(menu, self.preferences)
        self.engine_menu.wanted.connect(self.exports.copy_to)
        menu.addMenu(self.engine_menu)
        self.picture_action = self._action(menu, tr("Save P&icture…"), "Ctrl+Shift+E", self._save_picture)
        menu.addSeparator()
        self._action(menu, tr("&Quit"), keys.Quit, self.close)

    def _fill_edit_menu(self, menu: QMenu) -> None:
        self.undo_action = self._action(menu, tr("&Undo"), "Ctrl+Z", self.session.document.history.undo, "undo")
        self.redo_action = self._action(menu, tr("&Redo"), "Ctrl+Shift+Z", self.session.document.history.redo, "redo")
        menu.addSeparator()
        self._action(menu, tr("&Paste Photo"), QKeySequence.StandardKey.Paste, self.files.paste)
        self._action(menu, tr("&Variations"), "Ctrl+Shift+V", self.vary, "grid")
        self.cancel_action = self._action(menu, tr("&Cancel"), "Esc", self.session.cancel)
        menu.addSeparator()
        self._action(menu, tr("Go to P&rompt"), "Ctrl+L", self.prompt.line.setFocus)

    def _fill_view_menu(self, menu: QMenu) -> None:
        self.view_actions.fill(menu)
        docks = menu.addMenu(tr("&Panels"))
        docks.addActions(self.panels.actions())
        docks.addSeparator()
        docks.addAction(tr("&Reset Layout")).triggered.connect(self.panels.reset)

    def _tool_row(self) -> QToolBar:
        """What is needed most often, in sight."""
        row = QToolBar()
        row.setObjectName("toolRow")
        row.setIconSize(QSize(17, 17))
        row.setContentsMargins(0, 0, 0, 0)
        row.addActions([self.open_action, self.save_action, self.undo_action, self.redo_action])
        for button in row.findChildren(QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return row

    def _action(
        self,
        menu: QMenu,
        text: str,
        key: QKeySequence.StandardKey | str,
        verb: Callable[[], object],
        icon_name: str = "",
    ) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(key))
        if icon_name:
            action.setIcon(icon(icon_name))
        action.triggered.connect(lambda: verb())
        menu.addAction(action)
        return action

    def _connect_models(self) -> None:
        session = self.session
        session.planes_changed.connect(self._show_planes)
        session.announced.connect(self._announce)
        session.document.changed.connect(self._refresh)
        session.activity.changed.connect(self._refresh)
        self.language.changed.connect(self.rebuild)
        self.panels.vary_wanted.connect(self.vary)
        self.viewport.failed.connect(session.problems.show)
        once = Qt.ConnectionType.SingleShotConnection
        session.thread_of_engine.finished.connect(self.collector.settle, once)  # torch and models have come
        self.viewport.split_dragged.connect(session.comparison.set_split)

    def _connect_widgets(self) -> None:
        session = self.session
        self.prompt.make.connect(session.make_from_text)
        self.prompt.edit.connect(session.edit)
        self.prompt.picture_pasted.connect(session.make_from_picture)
        self.side.photo_wanted.connect(self.files.choose_photo)
        self.side.export_wanted.connect(self.exports.ask)

    def _save_picture(self) -> None:
        self.exports.save_picture(self.viewport.camera)

    def vary(self) -> None:
        """Several at once, with the prompt as it is written."""
        self.session.vary(self.prompt.line.text())

    def reset_settings(self) -> None:
        """Numbers, language and remembered choices as on the first start, after a question."""
        if self._dialogs.reset(self):
            self.preferences.reset()
            self.panels.reset()
            self.session.view.reset()
            self.panels.reset()
            self.language.set(system_language())

    # events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        mime = event.mimeData()
        if any(url.isLocalFile() for url in mime.urls()) or mime.hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        event.acceptProposedAction()
        self.files.take_mime(event.mimeData())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        if not self.files.may_leave():
            event.ignore()
            return
        self.hide()  # the engine may need a moment to let go
        self.viewport.stop()
        self.exports.stop()
        self.session.shut_down()
        self.collector.stop()
        self.autosave.close()
        self.preferences.geometry = self.saveGeometry()
        self.preferences.docks = self.saveState(LAYOUT)
        self.preferences.layout = self.saveState()
        event.accept()

    # state

    @Slot(object, bool)
    def _show_planes(self, planes: ReliefTriplane | None, preview: bool) -> None:
        if planes is None:
            self.viewport.show_nobody()
            return
        try:
            self.viewport.show_planes(planes, self.session.engine.decoder_weights, preview, self.session.look(preview))
        except MaquetteError as error:
            self.session.problems.show(from_error(error))

    @Slot(str)
    def _announce(self, line: str) -> None:
        self.statusBar().showMessage(line)

    @Slot()
    def _refresh(self) -> None:
        document, history = self.session.document, self.session.document.history
        has_avatar = document.avatar is not None
        self.prompt.set_has_avatar(has_avatar)
        for action in (self.save_action, self.save_as_action, self.export_action, self.picture_action):
            action.setEnabled(has_avatar)
        self.engine_menu.setEnabled(has_avatar)
        self.another_action.setEnabled(self.session.can_make_another)
        activity = self.session.activity
        self.cancel_action.setEnabled(activity.busy)
        if activity.busy and activity.progress is None:  # it begins: what was said of the last is old
            self.statusBar().clearMessage()
        _name_step(self.undo_action, tr("&Undo"), history.undo_label)
        _name_step(self.redo_action, tr("&Redo"), history.redo_label)
        self.setWindowTitle(f"{document.name}[*] – Maquette" if has_avatar else "Maquette[*]")
        self.setWindowModified(has_avatar and document.unsaved)


def _name_step(action: QAction, verb: str, label: str | None) -> None:
    action.setText(f"{verb} {label.replace('&', '&&')}" if label else verb)
    action.setEnabled(label is not None)
