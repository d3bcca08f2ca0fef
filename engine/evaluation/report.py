"""The evaluation as a page that a browser opens."""

import html
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from engine.files import write_bytes

_STYLE: Final = """
body{font:15px/1.5 system-ui,sans-serif;background:#17181b;color:#e4e4e6}
body{max-width:70rem;margin:2rem auto;padding:0 1rem}
h2{margin-top:2rem;font-size:1.1rem;color:#fff}table{border-collapse:collapse}
td,th{padding:.2rem .8rem;border-bottom:1px solid #33353a;text-align:left}
td:last-child{font-variant-numeric:tabular-nums}
"""


def write_report(metrics: Mapping[str, Any], path: Path) -> None:
    """Write `metrics` as tables, one for each group."""
    groups = "".join(_group(name, value) for name, value in metrics.items() if isinstance(value, Mapping))
    page = (
        f"<!doctype html><meta charset=utf-8><title>Maquette evaluation</title><style>{_STYLE}</style>"
        f"<h1>Maquette {html.escape(str(metrics.get('version', '')))}: evaluation</h1>{groups}"
    )
    write_bytes(path, page.encode())


def _group(name: str, values: Mapping[str, Any]) -> str:
    rows = "".join(f"<tr><td>{html.escape(key)}</td><td>{html.escape(text)}</td></tr>" for key, text in _flat(values))
    return f"<h2>{html.escape(name)}</h2><table>{rows}</table>"


def _flat(values: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in values.items():
        if isinstance(value, Mapping):
            rows += _flat(value, f"{prefix}{key} · ")
        elif isinstance(value, list):
            for index, entry in enumerate(value, 1):
                rows += _flat(entry, f"{prefix}{key} {index} · ") if isinstance(entry, Mapping) else []
        else:
            rows.append((prefix + key, str(value)))
    return rows
