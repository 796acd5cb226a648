"""Templates are small, used, and named after what they are; no page carries style or script of its own."""

import re

from django.template.loader import get_template

from config.ui.help import PAGES
from tests.architecture.sources import ROOT, python_files, short, templates

LINES = 150
OF_PACKAGES = ("account", "allauth", "mfa", "usersessions", "admin", "import_export")
BY_NAME_OF_THE_FRAMEWORK = {"429.html"}
INCLUDED = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""")
FORBIDDEN = re.compile(
    r"""\sstyle\s*=|\son[a-z]+\s*=\s*["']|javascript:|\|\s*safe\b|<script(?![^>]*\bsrc=)|{%\s*autoescape"""
)


def name(path) -> str:
    return str(path.relative_to(ROOT / "templates"))


def _html():
    return [path for path in templates() if path.suffix == ".html"]


def test_templates_stay_small():
    long = {short(path): n for path in _html() if (n := len(path.read_text().splitlines())) > LINES}
    assert long == {}


def test_every_template_is_used():
    words = "\n".join(path.read_text() for path in (*python_files(), *templates()))
    unused = [
        name(path)
        for path in templates()
        if path.relative_to(ROOT / "templates").parts[0] not in OF_PACKAGES
        and name(path) not in BY_NAME_OF_THE_FRAMEWORK
        and f'{name(path)}"' not in words
        and not _is_component(path, words)
        and not _is_help(path)
        and not _is_chosen(path, words)
    ]
    assert unused == []


def test_every_included_template_exists():
    for path in templates():
        for other in INCLUDED.findall(path.read_text()):
            get_template(other)


def test_parts_of_a_page_are_underscored_and_say_what_they_need():
    offenders = []
    for path in _html():
        folder = path.relative_to(ROOT / "templates").parts[0]
        for other in re.findall(r"""{%\s*include\s+["']([^"']+)["']""", path.read_text()):
            if other.startswith(("agencies/", "programs/", "beneficiaries/", "reports/")):
                if not other.rpartition("/")[2].startswith("_"):
                    offenders.append(f"{name(path)} includes {other}")
        is_part = path.name.startswith("_") and folder not in OF_PACKAGES
        if is_part and not path.read_text().startswith("{# Needs:"):
            offenders.append(f"{name(path)} does not say what it needs")
    assert offenders == []


def test_no_page_carries_style_or_script_and_nothing_is_unescaped():
    offenders = [
        f"{name(path)}:{number}"
        for path in _html()
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if FORBIDDEN.search(line)
    ]
    assert offenders == []


def _is_component(path, words: str) -> bool:
    """components/tile.html is drawn by `_render("tile", ...)`."""
    return path.parent.name == "components" and f'"{path.stem}"' in words


def _is_help(path) -> bool:
    return path.parent.name == "help" and path.stem in PAGES


def _is_chosen(path, words: str) -> bool:
    """agencies/audit/_reads_results.html is chosen by f"agencies/audit/_{kind}_results.html"."""
    start = f'f"{name(path.parent)}/'
    tails = re.findall(re.escape(start) + r'[^"]*"', words)
    return any(
        re.fullmatch(re.sub(r"\\{[^}]*\\}", ".+", re.escape(tail[2:-1])), name(path)) for tail in tails
    )
