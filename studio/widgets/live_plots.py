"""The plots of the live panel, with pyqtgraph. Imported late: it is heavy."""

from typing import Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QFont

from studio.language import tr
from studio.theme import colour

Line = tuple[str, str, float | None, float]
"""Name, value, probability before (None without an edit) and now."""
ROW: Final = 29
BAR: Final = 0.26
"""Thickness of a row's bar, in rows."""
POINT_SIZE: Final = 8
HALF_LINE: Final = 8
MOST_TICKS: Final = 8
LEAST: Final = 1e-4
"""What the logarithmic scale shows for nothing."""


class ResidualPlot(pg.PlotWidget):
    """What the network takes for noise, and how much each step changed, on a logarithmic scale."""

    def __init__(self) -> None:
        super().__init__(background=None)
        self.setFixedHeight(130)
        self.setMouseEnabled(x=False, y=False)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setLogMode(y=True)
        plot = self.getPlotItem()
        plot.setContentsMargins(0, HALF_LINE, HALF_LINE, 0)  # the outermost numbers stand half beyond their axes
        _quiet_axes(plot, ("left", "bottom"))
        plot.getAxis("bottom").setStyle(hideOverlappingLabels=False)
        self._residual = plot.plot(pen=pg.mkPen(colour("accent"), width=2), **_dots("accent"))
        self._change = plot.plot(pen=pg.mkPen(colour("outline"), width=1.5), **_dots("outline"))
        self._steps, self._decades = 0, (0.0, 0.0)
        self.speak()

    def speak(self) -> None:
        """Say what it shows in the language in use."""
        self.setAccessibleName(tr("Denoising residual"))
        self.getPlotItem().setLabel("bottom", tr("step"), color=colour("muted").name())

    def show_steps(self, residuals: list[float], changes: list[float], steps: int) -> None:
        """Draw the curves so far of a sampling of `steps` steps."""
        self._residual.setData(np.arange(1, len(residuals) + 1), np.maximum(residuals, LEAST))
        self._change.setData(np.arange(2, len(changes) + 2), np.maximum(changes, LEAST))
        self._fit(steps, _decades([*residuals, *changes]))

    def _fit(self, steps: int, decades: tuple[float, float]) -> None:
        """Ranges that change seldom: every change has the axes painted anew, while the engine works too."""
        if steps != self._steps:
            self._steps, every = steps, max(-(-steps // MOST_TICKS), 1)
            self.getPlotItem().getAxis("bottom").setTicks([[(n, str(n)) for n in range(every, steps + 1, every)]])
            self.setXRange(0.5, max(steps, 2) + 0.5, padding=0)
        if decades != self._decades:
            self._decades = decades
            self.setYRange(*decades, padding=0.06)


class AttributeBars(pg.PlotWidget):
    """A row per attribute: its name, its likeliest class, how likely that was before an edit and is now."""

    def __init__(self) -> None:
        super().__init__(background=None)
        self.setMouseEnabled(x=False, y=False)
        self.setMenuEnabled(False)
        self.hideButtons()
        plot = self.getPlotItem()
        plot.hideAxis("left")
        plot.hideAxis("bottom")
        self.setXRange(0, 1, padding=0)
        self._ground, self._before, self._after = (
            pg.BarGraphItem(x0=0, y=[], width=[], height=0.1, brush=colour(name), pen=None)
            for name in ("field", "outline", "accent")
        )
        for bars in (self._ground, self._before, self._after):
            plot.addItem(bars)
        self._words: list[tuple[pg.TextItem, pg.TextItem]] = []
        self._lines: list[Line] = []
        self.speak()

    def speak(self) -> None:
        """Say what it shows in the language in use; the rows come with their words."""
        self.setAccessibleName(tr("Attributes of the latent"))

    def show_readings(self, lines: list[Line]) -> None:
        """Draw one row per line, the first on top; what stands there already is not painted again."""
        if lines == self._lines:
            return
        self._lines = lines
        rows = np.arange(len(lines))[::-1].astype(float)
        edited = [(row, line[2]) for row, line in zip(rows, lines, strict=True) if line[2] is not None]
        thickness = BAR / 2 if edited else BAR
        now = rows - thickness / 2
        self._ground.setOpts(y=rows - BAR / 2, width=np.ones(len(lines)), height=BAR)
        self._before.setOpts(y=[row - BAR * 0.75 for row, _ in edited], width=[v for _, v in edited], height=thickness)
        self._after.setOpts(y=now, width=[line[3] for line in lines], height=thickness)
        self.setYRange(-BAR - 0.1, max(len(lines) - BAR, 1), padding=0)
        self.setFixedHeight(ROW * max(len(lines), 1) + 6)
        self._write(lines, rows)
        self.setAccessibleDescription("; ".join(f"{name}: {value}" for name, value, _, _ in lines))

    def _write(self, lines: list[Line], rows: np.ndarray) -> None:
        while len(self._words) < len(lines):
            self._words.append((self._word((0, 1), "muted"), self._word((1, 1), "text")))
        for index, (name, value) in enumerate(self._words):
            for word in (name, value):
                word.setVisible(index < len(lines))
            if index < len(lines):
                name.setText(lines[index][0])
                name.setPos(0.0, rows[index])
                value.setText(lines[index][1])
                value.setPos(1.0, rows[index])

    def _word(self, anchor: tuple[float, float], ink: str) -> pg.TextItem:
        word = pg.TextItem(anchor=anchor, color=colour(ink))
        word.setFont(_small())
        self.getPlotItem().addItem(word)
        return word


def _decades(values: list[float]) -> tuple[float, float]:
    """The powers of ten around `values`, as logarithms."""
    logarithms = np.log10(np.maximum(values or [1.0], LEAST))
    low, high = float(np.floor(logarithms.min())), float(np.ceil(logarithms.max()))
    return low, max(high, low + 1)


def _quiet_axes(plot: pg.PlotItem, names: tuple[str, ...]) -> None:
    for name in names:
        axis = plot.getAxis(name)
        axis.setPen(pg.mkPen(colour("line")))
        axis.setTextPen(pg.mkPen(colour("muted")))
        axis.setTickFont(_small())


def _dots(name: str) -> dict[str, object]:
    return {"symbol": "o", "symbolSize": 5, "symbolBrush": colour(name), "symbolPen": None}


def _small() -> QFont:
    font = QFont()
    font.setPointSize(POINT_SIZE)
    return font
