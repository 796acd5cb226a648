"""The layout described in README.md, checked. A tripwire, not a proof: reviewers and the access matrix do the rest."""

import ast

from django.contrib import admin

from tests.architecture.sources import APPS, ROOT, python_files, short, tree

FILE_LINES = 400
FUNCTION_LINES = 50
LAYERS_WITH_TESTS = {"queries", "actions", "importing", "views", "matching", "measures"}
READERS = {"views", "measures", "definitions"}
SCOPING = {"visible_to", "manageable_by", "readable_by", "done_by"}
MAY_MARK_SAFE = "config/ui/icons.py"  # drawings out of an installed package
MAY_UNPICKLE = "agencies/importing/child.py"  # with an unpickler that takes plain values only
FORBIDDEN_NAMES = {"cache_page", "csrf_exempt", "mark_safe", "read_excel", "RawSQL", "get_list_or_404"}
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve"}
MAY_START_PROCESSES = ("agencies/importing/child.py", "agencies/management/commands/", "config/database/")
NO_NAMES_FOR_MODULES = {"utils", "helpers", "common", "manager", "handler", "data", "info"}
REFERENCE_TABLES = {
    "Agency", "Region", "FundingSource", "Unit", "Node", "Nomenclature", "ProgramAlias", "Strategy", "AidForm", "PairRule",
}  # fmt: skip


def test_files_stay_small():
    long = {short(p): n for p in python_files() if (n := len(p.read_text().splitlines())) > FILE_LINES}
    assert long == {}


def test_functions_stay_small():
    long = [
        f"{short(path)}:{node.name}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    ]
    assert long == []


def test_modules_are_named_after_what_they_are_about():
    assert [short(path) for path in python_files() if path.stem in NO_NAMES_FOR_MODULES] == []


def test_every_module_of_the_working_layers_has_its_mirror_among_the_tests():
    missing = [short(path) for path in python_files() if _needs_mirror(path) and not _mirrored(path)]
    assert missing == []


def test_screens_and_reports_read_only_what_the_viewer_may_see():
    """`Model.objects` goes on to a scoping method, and a 404 starts from a queryset, never from a model."""
    offenders = [
        f"{short(path)}:{node.lineno}"
        for path in python_files()
        if READERS & set(path.parts)
        for node in ast.walk(tree(path))
        if _unscoped(node, _our_models(path)) or _bare_404(node)
    ]
    assert offenders == []


def test_nothing_from_a_request_is_expanded_into_a_query():
    """`filter(**request.GET)` lets the address choose the columns (six advisories of 2025-26)."""
    offenders = [
        f"{short(path)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg is None and _mentions_request_input(keyword.value)
    ]
    assert offenders == []


def test_what_bypasses_the_protections_is_not_used():
    offenders = [
        f"{short(path)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Name | ast.Attribute | ast.alias)
        and _last_name(node) in FORBIDDEN_NAMES
        and not (_last_name(node) == "mark_safe" and short(path) == MAY_MARK_SAFE)
    ]
    assert offenders == []


def test_no_module_unpickles_and_few_start_processes():
    offenders = [
        f"{short(path)}: {module}"
        for path in python_files()
        for module in _imported(path)
        if (module in FORBIDDEN_MODULES and short(path) != MAY_UNPICKLE)
        or (module in {"subprocess", "multiprocessing"} and not short(path).startswith(MAY_START_PROCESSES))
    ]
    assert offenders == []


def test_the_admin_shows_reference_tables_only():
    ours = {model.__name__ for model in admin.site._registry if model._meta.app_label in APPS}
    assert ours - REFERENCE_TABLES == set()


def test_no_comment_postpones_work():
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
    offenders = [
        f"{short(path)}:{number}"
        for path in python_files()
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if "#" in line and any(mark in line.partition("#")[2] for mark in marks)
    ]
    assert offenders == []


def _needs_mirror(path) -> bool:
    parts = path.relative_to(ROOT).parts
    return len(parts) > 2 and parts[1] in LAYERS_WITH_TESTS and path.stem != "__init__"


def _mirrored(path) -> bool:
    """tests/app/layer/test_subject.py; a package inside a layer may have one test module for all of it."""
    mirror = ROOT / "tests" / path.relative_to(ROOT)
    own = mirror.with_name(f"test_{path.stem}.py")
    of_package = mirror.parent.with_name(f"test_{mirror.parent.name}.py")
    return own.exists() or (len(path.relative_to(ROOT).parts) > 3 and of_package.exists())


def _our_models(path) -> set[str]:
    return {
        alias.asname or alias.name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] in APPS
        for alias in node.names
        if ".models" in node.module
    }


def _unscoped(node, models: set[str]) -> bool:
    is_manager = isinstance(node, ast.Attribute) and node.attr in {
        "objects",
        "_default_manager",
        "_base_manager",
    }
    if not is_manager or not isinstance(node.value, ast.Name) or node.value.id not in models:
        return False
    return not SCOPING & _chain(node)


def _chain(node) -> set[str]:
    """The names called one after another on a manager: objects.a().b() -> {a, b}."""
    names = set()
    while isinstance(parent := node.parent, ast.Attribute | ast.Call):
        if isinstance(parent, ast.Call) and parent.func is not node:
            break
        if isinstance(parent, ast.Attribute):
            names.add(parent.attr)
        node = parent
    return names


def _bare_404(node) -> bool:
    if not isinstance(node, ast.Call) or _last_name(node.func) != "get_object_or_404":
        return False
    return isinstance(node.args[0], ast.Name) and node.args[0].id[0].isupper()


def _mentions_request_input(value) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in {"GET", "POST", "FILES", "COOKIES", "META", "headers"}
        for node in ast.walk(value)
    )


def _last_name(node) -> str:
    if isinstance(node, ast.alias):
        return node.name
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _imported(path) -> set[str]:
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found
