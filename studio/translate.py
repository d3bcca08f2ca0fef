"""Collects the studio's words into the translation sources and compiles them: `python -m studio.translate`.

Qt's lupdate cannot read f-strings, and the engine's errors are f-strings; hence the collecting here. The files
are Qt's own: translators edit `studio/translations/*.ts` by hand or in Qt Linguist, `lrelease` compiles them.
"""

import ast
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import PySide6

from engine import errors
from engine.files import replacing, write_bytes
from studio.language import CHINESE, ENGINE, STUDIO
from studio.resources import translations_dir

ROOT: Final = Path(__file__).resolve().parent.parent
MARKERS: Final = {"tr", "mark"}
UNSEEN: Final = ("individuals", "training", "evaluation", "cli")
"""Packages whose errors only the command line can meet."""
ERRORS: Final = {name for name in vars(errors) if name.endswith("Error")}
HELPERS: Final = {"_require_between", "_require", "_refuse", "Problem"}
"""What else puts words into an error."""


def studio_words() -> list[str]:
    """Every text that the studio shows, in the order of the files."""
    found: dict[str, None] = {}
    for path in _python(ROOT / "studio"):
        if "cli" not in path.relative_to(ROOT).parts:
            found |= dict.fromkeys(_marked(ast.parse(path.read_text(encoding="utf-8"))))
    return list(found)


def engine_words() -> list[str]:
    """Every sentence of an error the studio may meet, with {0}, {1} for what is filled in."""
    found: dict[str, None] = {}
    for path in [*_python(ROOT / "engine"), *_python(ROOT / "studio")]:
        if not set(UNSEEN) & set(path.relative_to(ROOT).parts):
            found |= dict.fromkeys(_raised(ast.parse(path.read_text(encoding="utf-8"))))
    return [words for words in found if any(letter.isalpha() for letter in words)]


def read_translations(path: Path) -> dict[str, dict[str, str]]:
    """Context -> source -> translation of a .ts file; empty when there is none yet."""
    if not path.is_file():
        return {}
    contexts = ET.parse(path).getroot().iter("context")
    return {context.findtext("name", ""): dict(_messages(context)) for context in contexts}


def update(code: str = CHINESE) -> list[str]:
    """Bring the .ts, .qm and engine.json files up to date; returns what has no translation."""
    path = translations_dir() / f"{code}.ts"
    known = read_translations(path)
    words = {STUDIO: studio_words(), ENGINE: engine_words()}
    write_bytes(path, _ts(words, known, code))
    write_bytes(translations_dir() / "engine.json", (json.dumps(words[ENGINE], indent=1) + "\n").encode())
    lrelease = Path(PySide6.__file__).parent / "lrelease"
    with replacing(path.with_suffix(".qm")) as beside:  # a running studio has the old one mapped
        subprocess.run([str(lrelease), "-silent", "-nounfinished", str(path), "-qm", str(beside)], check=True)
    return [text for context, texts in words.items() for text in texts if not known.get(context, {}).get(text)]


def _python(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def _marked(tree: ast.Module) -> Iterator[str]:
    for call in _calls(tree):
        if _name(call.func) in MARKERS and call.args and isinstance(call.args[0], ast.Constant):
            yield str(call.args[0].value)


def _raised(tree: ast.Module) -> Iterator[str]:
    constants = _constants(tree)
    for call in _calls(tree):
        if _name(call.func) in ERRORS | HELPERS:
            for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
                yield from _sentences(argument, constants)


def _sentences(node: ast.expr, constants: Mapping[str, list[ast.expr]]) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield _template(node)
    elif isinstance(node, ast.Name):
        for value in constants.get(node.id, []):
            yield from _sentences(value, {})
    elif isinstance(node, ast.IfExp | ast.BoolOp):
        for part in [node.body, node.orelse] if isinstance(node, ast.IfExp) else node.values:
            yield from _sentences(part, constants)


def _template(node: ast.JoinedStr) -> str:
    parts, count = [], 0
    for piece in node.values:
        if isinstance(piece, ast.Constant):
            parts.append(str(piece.value))
        else:
            parts.append(f"{{{count}}}")
            count += 1
    return "".join(parts)


def _constants(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """What the names of a module are set to, wherever that stands."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and node.value is not None and isinstance(node.target, ast.Name):
            found.setdefault(node.target.id, []).append(node.value)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _messages(context: ET.Element) -> Iterator[tuple[str, str]]:
    for message in context.iter("message"):
        yield message.findtext("source", ""), message.findtext("translation", "")


def _ts(words: Mapping[str, list[str]], known: Mapping[str, Mapping[str, str]], code: str) -> bytes:
    root = ET.Element("TS", version="2.1", language=code, sourcelanguage="en")
    for name, texts in words.items():
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = name
        for text in texts:
            message = ET.SubElement(context, "message")
            ET.SubElement(message, "source").text = text
            translation = known.get(name, {}).get(text, "")
            state = {} if translation else {"type": "unfinished"}
            ET.SubElement(message, "translation", state).text = translation
    ET.indent(root, " ")
    body: bytes = ET.tostring(root, "utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n' + body + b"\n"


def main() -> int:
    """Update, and name what still needs a translation."""
    missing = update()
    for text in missing:
        sys.stderr.write(f"untranslated: {text}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
