"""The main window: puts the widgets together and gives the verbs menus and keys."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QMenuBar,
    QStatusBar,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.errors import MaquetteError
from engine.field.triplane import ReliefTriplane
from studio.engine_thread import Job
from studio.language import Language, system_language, tr
from studio.models.autosave import Autosave, LeftBehind, left_behind
from studio.models.export_choice import ExportChoice, Preset
from studio.models.mesh_preview import MeshPreview
from studio.models.preferences import Preferences
from studio.models.problem import from_error
from studio.models.session import Session
from studio.requests import ExportRequest
from studio.theme import icon
from studio.viewport import orbit
from studio.viewport.viewport import Viewport
from studio.widgets.dialogs import Dialogs
from studio.widgets.engine_menu import EngineMenu, known_folder, remember_folder
from studio.widgets.export_dialog import ExportDialog
from studio.widgets.prompt_bar import PromptBar
from studio.widgets.recent_menu import RecentMenu
from studio.widgets.settings_menu import SettingsMenu
from studio.widgets.side_panel import SidePanel
from studio.widgets.viewport_frame import ViewportFrame

AUTOSAVE: Final = "autosave"
"""Folder beside the preferences."""


class MainWindow(QMainWindow):
    """Viewport in the middle, prompt below, panel on the right."""

    def __init__(
        self, session: Session, dialogs: Dialogs, preferences: Preferences, language: Language, autosave: Autosave
    ) -> None:
        super().__init__()
        self.session = session
        self.autosave = autosave
        self.preferences = preferences
        self.language = language
        self._dialogs = dialogs
        self.export_choice = ExportChoice(preferences)
        self.mesh_preview = MeshPreview(session.thread_of_engine)
        self._build()
        self._connect_models()
        self.setAcceptDrops(True)
        self.setMinimumSize(820, 640)
        self.resize(1180, 800)
        self.restoreGeometry(self.preferences.geometry)
        self.prompt.line.setFocus()

    # building

    def _build(self) -> None:
        """Make every widget anew in the language in use; what they show lives in the models."""
        self.viewport = Viewport(self.session.view)
        self.prompt = PromptBar()
        self.side = SidePanel(self.session)
        self.frame = ViewportFrame(self.viewport, self.session)
        self._lay_out()
        self._fill_menus()
        self._connect_widgets()
        self._refresh()

    def rebuild(self) -> None:
        """Speak another language: new widgets, the same models, the same view."""
        camera, sentence = self.viewport.camera, self.prompt.line.text()
        self.viewport.stop()
        old = self.takeCentralWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self.setMenuBar(QMenuBar())
        self.setStatusBar(QStatusBar())
        for action in self.findChildren(QAction, options=Qt.FindChildOption.FindDirectChildrenOnly):
            action.deleteLater()
        self._build()
        self.viewport.camera = camera
        self.prompt.line.setText(sentence)
        self.prompt.line.setFocus()
        self.session.show_again()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.frame, 1)
        left.addWidget(self.prompt)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.side)
        self.setCentralWidget(body)
        self.statusBar().setSizeGripEnabled(False)

    def _fill_menus(self) -> None:
        self._fill_file_menu(self.menuBar().addMenu(tr("&File")))
        self._fill_edit_menu(self.menuBar().addMenu(tr("&Edit")))
        self._fill_view_menu(self.menuBar().addMenu(tr("&View")))
        self.settings_menu = SettingsMenu(self.menuBar(), self.preferences, self.language)
        self.settings_menu.reset_wanted.connect(self.reset_settings)
        self.menuBar().addMenu(self.settings_menu)
        self._tools = self._tool_row()  # the menu bar does not keep its corner widget alive
        self.menuBar().setCornerWidget(self._tools)

    def _fill_file_menu(self, menu: QMenu) -> None:
        keys = QKeySequence.StandardKey
        self._action(menu, tr("&New"), keys.New, self.new)
        self.open_action = self._action(menu, tr("&Open…"), keys.Open, self.open, "open")
        self.recent_menu = RecentMenu(menu, self.preferences)
        self.recent_menu.chosen.connect(self.take_file)
        menu.addMenu(self.recent_menu)
        self.save_action = self._action(menu, tr("&Save"), keys.Save, self.save, "save")
        self.save_as_action = self._action(menu, tr("Save &As…"), "Ctrl+Shift+S", self.save_as)
        menu.addSeparator()
        self._action(menu, tr("Choose a &Photo…"), "Ctrl+Shift+O", self.choose_photo)
        self._action(menu, tr("&Random Person"), "Ctrl+R", self.session.make_random, "dice")
        self.another_action = self._action(menu, tr("&Another Like This"), "Ctrl+Shift+R", self.session.make_another)
        menu.addSeparator()
        self.export_action = self._action(menu, tr("&Export…"), "Ctrl+E", self.export)
        self.engine_menu = EngineMenu(menu, self.preferences)
        self.engine_menu.wanted.connect(self.copy_to_engine)
        menu.addMenu(self.engine_menu)
        self.picture_action = self._action(menu, tr("Save P&icture…"), "Ctrl+Shift+E", self.save_picture)
        menu.addSeparator()
        self._action(menu, tr("&Quit"), keys.Quit, self.close)

    def _fill_edit_menu(self, menu: QMenu) -> None:
        self.undo_action = self._action(menu, tr("&Undo"), "Ctrl+Z", self.session.document.history.undo, "undo")
        self.redo_action = self._action(menu, tr("&Redo"), "Ctrl+Shift+Z", self.session.document.history.redo, "redo")
        menu.addSeparator()
        self._action(menu, tr("&Paste Photo"), QKeySequence.StandardKey.Paste, self.paste)
        self.cancel_action = self._action(menu, tr("&Cancel"), "Esc", self.session.cancel)
        menu.addSeparator()
        self._action(menu, tr("Go to P&rompt"), "Ctrl+L", self.prompt.line.setFocus)

    def _fill_view_menu(self, menu: QMenu) -> None:
        for name, key, side in (
            (tr("&Front"), "1", orbit.FRONT),
            (tr("&Side"), "3", orbit.SIDE),
            (tr("&Back"), "7", orbit.BACK),
        ):
            action = QAction(f"{name}\t{key}", self)  # the viewport takes the key, so that the prompt can have it
            action.triggered.connect(lambda _=False, side=side: self.viewport.look_from(side))
            menu.addAction(action)
        menu.addSeparator()
        self._action(menu, tr("&Home"), "Home", self.viewport.go_home)

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
        session.document.filed.connect(self.preferences.add_recent)
        session.thread_of_engine.finished.connect(self._on_written)
        self.autosave.failed.connect(session.problems.show)
        session.activity.changed.connect(self._refresh)
        self.language.changed.connect(self.rebuild)

    def _connect_widgets(self) -> None:
        session = self.session
        self.prompt.make.connect(session.make_from_text)
        self.prompt.edit.connect(session.edit)
        self.prompt.picture_pasted.connect(session.make_from_picture)
        self.side.photo_wanted.connect(self.choose_photo)
        self.side.export_wanted.connect(self.export)
        self.viewport.failed.connect(session.problems.show)

    # verbs that ask something first

    def new(self) -> None:
        """Begin afresh, after a question about unsaved work."""
        if self._may_leave():
            self.session.new()

    def offer_recovery(self) -> None:
        """Ask about what a crash left behind, the latest first; what is neither restored nor discarded stays."""
        for left in left_behind(self.preferences.folder / AUTOSAVE):
            answer = self._dialogs.recover(self, left.name)
            if answer == "discard":
                left.discard()
            elif answer == "restore":
                self._restore(left)
            if answer != "discard":
                return

    def _restore(self, left: LeftBehind) -> None:
        try:
            avatar = left.load()
        except MaquetteError as error:
            self.session.problems.show(from_error(error))
            return
        self.session.restore(avatar, left.path)
        self.autosave.adopt(left)

    def open(self) -> None:
        path = self._dialogs.document(self)
        if path is not None:
            self.take_file(path)

    def take_file(self, path: Path) -> None:
        """Open a document (asking about unsaved work) or make an avatar of a photo."""
        if path.suffix.lower() != ".maquette" or self._may_leave():
            self.session.drop(path)

    def save(self) -> bool:
        """Save to the document's file, or ask for one; False when nothing was saved."""
        path = self.session.document.path
        return self.session.save(path) if path is not None else self.save_as()

    def save_as(self) -> bool:
        path = self._dialogs.save_as(self, Path(self._stem() + ".maquette"))
        return path is not None and self.session.save(path)

    def choose_photo(self) -> None:
        path = self._dialogs.photo(self)
        if path is not None:
            self.take_file(path)

    def export(self) -> None:
        """Ask what the mesh shall be, with a preview of it."""
        avatar = self.session.document.avatar
        if avatar is None:
            return
        dialog = ExportDialog(
            self, avatar, self.export_choice, self.mesh_preview, self._dialogs, Path(self._stem()).absolute()
        )
        dialog.chosen.connect(self._export_to)
        dialog.finished.connect(dialog.deleteLater)
        self.export_dialog = dialog
        dialog.open()

    def _export_to(self, path: Path) -> None:
        self.session.export(path, self.export_choice.options)

    def copy_to_engine(self, preset: Preset, elsewhere: bool = False) -> None:
        """Write what a program wants into its project's folder, which is asked for once."""
        folder = None if elsewhere else known_folder(self.preferences, preset)
        folder = folder or self._dialogs.folder(self, preset.name)
        if folder is not None:
            remember_folder(self.preferences, preset, folder)
            name = Path(self._stem()).name + preset.suffix
            self.session.export(folder / name, preset.options(self.export_choice.options.hidden))

    @Slot(object, object)
    def _on_written(self, job: Job, outcome: object) -> None:
        if isinstance(job.request, ExportRequest) and self.export_choice.open_folder:
            self._dialogs.show_folder(job.request.path.parent)

    def save_picture(self) -> None:
        path = self._dialogs.picture(self, Path(self._stem() + ".png"))
        if path is not None:
            self.session.save_picture(path, self.viewport.camera)

    def paste(self) -> None:
        """A picture on the clipboard, or a copied file, becomes the photo."""
        mime = QGuiApplication.clipboard().mimeData()
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if paths:
            self.take_file(paths[0])
        elif mime.hasImage():
            self.session.make_from_picture(QGuiApplication.clipboard().image())

    def reset_settings(self) -> None:
        """Numbers, language and remembered choices as on the first start, after a question."""
        if self._dialogs.reset(self):
            self.preferences.reset()
            self.language.set(system_language())

    # events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        mime = event.mimeData()
        if any(url.isLocalFile() for url in mime.urls()) or mime.hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        mime = event.mimeData()
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if paths:
            self.take_file(paths[0])
        else:
            self.session.make_from_picture(QImage(mime.imageData()))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        if not self._may_leave():
            event.ignore()
            return
        self.viewport.stop()
        self.hide()  # the engine may need a moment to let go
        self.session.shut_down()
        self.autosave.close()
        self.preferences.geometry = self.saveGeometry()
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
        self.cancel_action.setEnabled(self.session.activity.busy)
        _name_step(self.undo_action, tr("&Undo"), history.undo_label)
        _name_step(self.redo_action, tr("&Redo"), history.redo_label)
        self.setWindowTitle(f"{document.name}[*] – Maquette" if has_avatar else "Maquette[*]")
        self.setWindowModified(has_avatar and document.unsaved)

    def _may_leave(self) -> bool:
        """Whether the avatar on show may go: it is saved, or the artist says so."""
        document = self.session.document
        if not document.unsaved:
            return True
        answer = self._dialogs.unsaved(self, document.name)
        return self.save() if answer == "save" else answer == "discard"

    def _stem(self) -> str:
        path = self.session.document.path or self.session.photo.path
        return str(path.with_suffix("")) if path else "avatar"


def _name_step(action: QAction, verb: str, label: str | None) -> None:
    action.setText(f"{verb} {label}" if label else verb)
    action.setEnabled(label is not None)
