"""Live figures of the sampling: the denoising residual, and the attributes read off the latent."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from studio.language import tr
from studio.models.sampling import Reading, Sampling
from studio.models.traits import describe, name_of
from studio.theme import COLOURS

if TYPE_CHECKING:
    from studio.widgets.live_plots import AttributeBars, ResidualPlot

LATER_MS: Final = 700
"""pyqtgraph is loaded this long after the window stands, so that its first frame need not wait."""


class LivePanel(QFrame):
    """Curves and bars; a hint until there is something to plot.

    Made once: pyqtgraph and Qt do not give back all of a plot, so another language sets its texts anew (`speak`).
    """

    def __init__(self, sampling: Sampling) -> None:
        super().__init__()
        self._sampling = sampling
        self.residual: ResidualPlot | None = None
        self.bars: AttributeBars | None = None
        self.setObjectName("livePanel")
        self.figures, self.hint = QLabel(), QLabel()
        self.curves, self.legend = QLabel(), QLabel()
        self.hint.setWordWrap(True)
        self.hint.setProperty("role", "hint")
        self.figures.setProperty("role", "hint")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 10)
        self._column.setSpacing(6)
        for label in (self.figures, self.curves, self.legend, self.hint):
            self._column.addWidget(label)
        self._column.addStretch(1)
        sampling.changed.connect(self._refresh)
        QTimer.singleShot(LATER_MS, self, self._load)
        self.speak()

    def speak(self) -> None:
        """Say everything in the language in use."""
        self.hint.setText(tr("While an avatar is made, its remaining noise and the traits in its latent show here."))
        self.curves.setText(_legend(accent=tr("residual"), outline=tr("change")))
        self.legend.setText(_legend(outline=tr("before"), accent=tr("after the edit")))
        if self.residual is not None and self.bars is not None:
            self.residual.speak()
            self.bars.speak()
        self._refresh()

    def _load(self) -> None:
        from studio.widgets.live_plots import AttributeBars, ResidualPlot

        self.residual, self.bars = ResidualPlot(), AttributeBars()
        self._column.insertWidget(2, self.residual)
        self._column.insertWidget(4, self.bars)
        self._refresh()

    def _refresh(self) -> None:
        sampling = self._sampling
        begun = bool(sampling.residuals) or sampling.reading.after is not None
        self.hint.setVisible(not begun)
        self.figures.setVisible(bool(sampling.residuals))
        self.figures.setText(_figures(sampling))
        self.figures.setAlignment(Qt.AlignmentFlag.AlignLeft)
        plotted = begun and self.residual is not None
        readings = sorted(sampling.readings(), key=_shift, reverse=True)  # what an edit moved comes first
        self.curves.setVisible(plotted)
        self.legend.setVisible(plotted and any(reading.before is not None for reading in readings))
        if self.residual is not None and self.bars is not None:
            self.residual.setVisible(begun)
            self.residual.show_steps(sampling.residuals, sampling.changes, sampling.steps)
            self.bars.setVisible(bool(readings))
            self.bars.show_readings([(name_of(r.attribute), describe(r), r.before, r.after) for r in readings])


def _legend(**names: str) -> str:
    """What is drawn in which of the theme's colours."""
    entries = (f'<span style="color:{COLOURS[ink]}">■</span> {name}' for ink, name in names.items())
    return f'<span style="color:{COLOURS["muted"]}">{" &nbsp; ".join(entries)}</span>'


def _figures(sampling: Sampling) -> str:
    if not sampling.residuals:
        return ""
    guidance = "" if sampling.guidance is None else f"{sampling.guidance:.1f}"
    sigma = "" if sampling.sigma is None else f"{sampling.sigma:.3g}"
    return tr("guidance {guidance} · noise level σ {sigma}", guidance=guidance, sigma=sigma)


def _shift(reading: Reading) -> float:
    return abs(reading.after - reading.before) if reading.before is not None else 0.0
