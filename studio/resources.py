"""Files that lie beside the studio's code."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def icons_dir() -> Path:
    """Folder of the line icons."""
    return _HERE / "icons"


def icon_path(name: str) -> Path:
    """SVG of a line icon."""
    return icons_dir() / f"{name}.svg"


def stylesheet_text() -> str:
    """Qt style sheet with `$name` in place of colours."""
    return (_HERE / "theme.qss").read_text(encoding="utf-8")


def translations_dir() -> Path:
    """Folder of translation sources and what is compiled from them."""
    return _HERE / "translations"


def samples_dir() -> Path:
    """Folder of the sample avatars' list and pictures."""
    return _HERE / "samples"


def prompt_words_path() -> Path:
    """The words and example sentences that the prompt line offers."""
    return _HERE / "prompt_words.json"
