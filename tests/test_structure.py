"""Rules of the tree that no import contract can express."""

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ENGINE = sorted((ROOT / "engine").rglob("*.py"))
PYTHON = [*ENGINE, *sorted((ROOT / "studio").rglob("*.py"))]
SOURCES = [*PYTHON, *sorted((ROOT / "shaders").rglob("*.*"))]
FORBIDDEN_CALLS = {"print", "exit", "quit", "breakpoint", "eval", "exec", "sys.exit", "os._exit"}
PICKLES = {"pickle", "dill", "joblib", "shelve"}
LONGEST_FILE = 400


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.AST) -> Iterator[str]:
    return (ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_the_engine_never_prints_or_exits() -> None:
    found = {name(path): FORBIDDEN_CALLS.intersection(calls(parse(path))) for path in ENGINE}
    assert {path: names for path, names in found.items() if names} == {}


def test_nothing_is_unpickled() -> None:
    found = {name(path): {module.split(".")[0] for module in imports(parse(path))} for path in PYTHON}
    assert {path for path, modules in found.items() if modules & PICKLES} == set()


def test_weights_are_loaded_without_unpickling() -> None:
    loads = [ast.unparse(node) for path in PYTHON for node in ast.walk(parse(path)) if isinstance(node, ast.Call)]
    assert [load for load in loads if load.startswith("torch.load(") and "weights_only=True" not in load] == []


def test_files_are_short() -> None:
    lengths = {name(path): path.read_text(encoding="utf-8").count("\n") for path in SOURCES}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_file_names_a_machines_folders() -> None:
    folders = re.compile(r"[\"' (]/(work|root|home|tmp)/")
    assert [name(path) for path in SOURCES if folders.search(path.read_text(encoding="utf-8"))] == []


def test_what_is_imported_is_required() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["blender"], *extras["train"]]
    required = {re.split(r"[<>=]", requirement)[0].lower().replace("_", "-") for requirement in wanted}
    imported = {module.split(".")[0] for path in PYTHON for module in imports(parse(path))}
    foreign = imported - set(sys.stdlib_module_names) - {"engine", "studio"}
    known = packages_distributions()
    homes = {module: {home.lower().replace("_", "-") for home in known.get(module, [module])} for module in foreign}
    assert {module for module, home in homes.items() if not home & required} == set()


def test_every_package_is_one() -> None:
    folders = {path.parent for path in PYTHON}
    assert [name(folder) for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_import_contracts_hold() -> None:
    script = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    command = [sys.executable, "-c", script]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.slow
def test_the_wheel_carries_shaders_assets_and_weights(tmp_path: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "engine", "studio", "shaders", "assets"], cwd=ROOT, capture_output=True, text=True
    )
    if tracked.returncode:
        pytest.skip("not a git clone")
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, env=environment)
    (wheel,) = tmp_path.glob("maquette-*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    assert set(tracked.stdout.split()) - packed == set()
    assert not any(entry.startswith(("tests/", "docs/", ".")) for entry in packed)
