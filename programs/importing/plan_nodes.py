"""Which sub kegiatan of an agency a line speaks of, and whether it stands below the parents that the line names."""

from rapidfuzz import fuzz

from agencies.importing.hierarchy import level_of
from agencies.importing.masters import name_key, nearest
from agencies.models import Agency, Upload
from programs.importing.facts import Told
from programs.importing.plan_masters import EDITION, Nodes, clean_code
from programs.models import Nomenclature, Program

ALIKE = 80  # per cent of words; below it a line names another parent than its code has
PARENTS = (("kode_program", "nama_program", Nomenclature.Level.PROGRAM),
           ("kode_kegiatan", "nama_kegiatan", Nomenclature.Level.KEGIATAN))  # fmt: skip


class Carriers:
    """The programmes that carry an agency's sub kegiatan; one that nobody knows is made, without calling it a poverty programme."""

    def __init__(self, upload: Upload, nodes: Nodes):
        self.upload, self.nodes = upload, nodes
        self.by_code: dict[tuple, list[Program]] = {}
        self.by_name: dict[int, dict[str, list[Program]]] = {}
        rows = Program.objects.filter(agency__isnull=False, node__isnull=False)
        for program in rows.select_related("node").order_by("pk"):
            self.by_code.setdefault((program.agency_id, program.node.code), []).append(program)
            names = self.by_name.setdefault(program.agency_id, {})
            for words in {name_key(program.node.name), name_key(program.name)}:
                names.setdefault(words, []).append(program)
        self.codes = set(Program.objects.values_list("code", flat=True))

    def of(self, told: Told, agency: Agency, node: Nomenclature) -> Program | None:
        """The agency's programme on this node, of the same edition where there are several; held where two remain."""
        several = self.by_code.setdefault((agency.pk, node.code), [])
        found = [each for each in several if each.node.edition == node.edition] or several
        if len(found) > 1:
            told.hold(
                "program_ambiguous", "kode", nama=", ".join(each.name for each in found), kode=node.code
            )
            return None
        if not found:
            found = [self._made(told, agency, node)]
            several += found
        if found[0].pk is None:
            told.needs.append(found[0])
        return found[0]

    def named(self, told: Told, agency: Agency, words: str) -> Program | None:
        """The agency's sub kegiatan of that name; held where there is none, or more than one."""
        names = self.by_name.get(agency.pk, {})
        found = names.get(name_key(words), []) if words else []
        if len(found) == 1:
            return found[0]
        if found:
            told.hold("sub_activity_ambiguous", "nama_sub_kegiatan", nama=words, n=len(found))
        elif words:
            known = [each.node.name for several in names.values() for each in several]
            told.hold("sub_activity_unknown", "nama_sub_kegiatan", nama=words, usulan=nearest(words, known))
        else:
            told.hold("code_missing", "kode")
        return None

    def _made(self, told: Told, agency: Agency, node: Nomenclature) -> Program:
        code = f"{agency.pk}.{node.code}"
        if node.edition != EDITION or code in self.codes:
            code = next(each for n in range(2, 1000) if (each := f"{code}-{n}") not in self.codes)
        self.codes.add(code)
        return Program(
            code=code[:40], name=node.name[:200], owner=Program.Owner.DAERAH, agency=agency, node=node, is_poverty=False,
            source_upload=self.upload, source_sheet=told.line.sheet, source_row=told.line.row,
        )  # fmt: skip


def hold_wrong_parent(told: Told, code: str, above: list[Nomenclature]) -> None:
    """Hold a line whose programme or kegiatan, by code or by name, is not the parent of its code; `above` is what the code has."""
    for code_field, name_field, level in PARENTS:
        parent = next((node for node in above if level_of(node.code) == level), None)
        stated, words = clean_code(told.values.get(code_field)), str(told.values.get(name_field) or "")
        if parent is None:
            continue
        if stated and stated != parent.code:
            told.hold("parent_wrong", code_field, nama=stated, kode=code, acuan=parent.code)
        elif parent.pk and words and fuzz.token_set_ratio(words.casefold(), parent.name.casefold()) < ALIKE:
            told.hold("parent_wrong", name_field, nama=words, kode=code, acuan=parent.name)
