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
    """Curves and bars; a hint until there is something to plot."""

    def __init__(self, sampling: Sampling) -> None:
        super().__init__()
        self._sampling = sampling
        self.residual: ResidualPlot | None = None
        self.bars: AttributeBars | None = None
        self.setObjectName("livePanel")
        self.figures, self.hint, self.legend = QLabel(), QLabel(), QLabel(legend())
        self.hint.setText(tr("While an avatar is made, its remaining noise and the traits in its latent show here."))
        self.hint.setWordWrap(True)
        self.hint.setProperty("role", "hint")
        self.figures.setProperty("role", "hint")
        self.legend.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        column.addWidget(self.figures)
        column.addWidget(self.hint)
        column.addStretch(1)
        self._column = column
        sampling.changed.connect(self._refresh)
        QTimer.singleShot(LATER_MS, self, self._load)
        self._refresh()

    def _load(self) -> None:
        if self.residual is not None:
            return
        from studio.widgets.live_plots import AttributeBars, ResidualPlot

        self.residual, self.bars = ResidualPlot(), AttributeBars()
        self._column.insertWidget(1, self.residual)
        self._column.insertWidget(2, self.legend)
        self._column.insertWidget(3, self.bars)
        self._refresh()

    def _refresh(self) -> None:
        sampling = self._sampling
        begun = bool(sampling.residuals) or sampling.reading.after is not None
        self.hint.setVisible(not begun)
        self.figures.setVisible(bool(sampling.residuals))
        self.figures.setText(_figures(sampling))
        self.figures.setAlignment(Qt.AlignmentFlag.AlignLeft)
        if self.residual is not None and self.bars is not None:
            self.residual.setVisible(begun)
            self.residual.show_steps(sampling.residuals, sampling.changes, sampling.steps)
            readings = sorted(sampling.readings(), key=_shift, reverse=True)  # what an edit moved comes first
            self.bars.setVisible(bool(readings))
            self.legend.setVisible(any(reading.before is not None for reading in readings))
            self.bars.show_readings([(name_of(r.attribute), describe(r), r.before, r.after) for r in readings])


def legend() -> str:
    """What the two bars of a row are."""
    before, after = (f'<span style="color:{COLOURS[name]}">■</span>' for name in ("outline", "accent"))
    ink = COLOURS["muted"]
    return f'<span style="color:{ink}">{before} {tr("before")} &nbsp; {after} {tr("after the edit")}</span>'


def _figures(sampling: Sampling) -> str:
    if not sampling.residuals:
        return ""
    guidance = "" if sampling.guidance is None else f"{sampling.guidance:.1f}"
    sigma = "" if sampling.sigma is None else f"{sampling.sigma:.3g}"
    return tr("guidance {guidance} · noise level σ {sigma}", guidance=guidance, sigma=sigma)


def _shift(reading: Reading) -> float:
    return abs(reading.after - reading.before) if reading.before is not None else 0.0
