"""Values that damage registers, read in the limited child as an upload is."""

import pytest

from agencies.importing.child import run_limited
from agencies.importing.limits import Limits
from tests.sheets.hostile_values import VALUES
from tests.sheets.odd import masters

SECONDS = 40


@pytest.mark.parametrize("case", VALUES, ids=str)
def test_every_hostile_value_becomes_what_is_foretold(case, tmp_path):
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(case.build())
    payload = {"path": str(path), "kind": "individu", "context": {}, "masters": masters()}
    preview = run_limited(
        "agencies.importing.preview:preview_file", payload, limits=Limits(), seconds=SECONDS
    )
    (found,) = preview.imported
    line = next((record["values"] for record in found.records() if record["row"] == 2), None)
    assert {problem.code for problem in found.problems if problem.row == 2} == case.codes
    assert (line is None) is case.held
    assert {name: (line or {}).get(name) for name in case.values} == case.values
    assert "\x00" not in str(line)
