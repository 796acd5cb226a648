"""The files of the project, parsed once for all tests of the layout."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("agencies", "programs", "beneficiaries", "reports")


@cache
def python_files() -> tuple[Path, ...]:
    """Our own modules, without migrations."""
    found = [path for part in (*APPS, "config") for path in (ROOT / part).rglob("*.py")]
    return tuple(sorted(path for path in found if "migrations" not in path.parts))


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file()))


@cache
def tree(path: Path) -> ast.Module:
    parsed = ast.parse(path.read_text())
    for parent in ast.walk(parsed):
        for child in ast.iter_child_nodes(parent):
            child.parent = parent
    return parsed


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))
