from importlinter.cli import lint_imports

from tests.architecture.sources import ROOT


def test_knowledge_flows_up_and_layers_keep_their_order(capsys):
    """The contracts of pyproject.toml, the same that `lint-imports` runs."""
    broken = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert broken == 0, capsys.readouterr().out
