"""Sub kegiatan that a list names without their code: found by their name where only one can be meant."""

from agencies.importing.masters import name_key, nearest
from agencies.models import Agency
from programs.importing.facts import Told
from programs.importing.plan_masters import Nodes
from programs.models import Nomenclature, Program

BIDANG = 4  # letters of a code that name its field of affairs: 1.06
SUB = Nomenclature.Level.SUB_KEGIATAN


class NodeNames:
    """Looks names up in the edition of the line's year; an edition is read once, and only when a line has no code."""

    def __init__(self, nodes: Nodes):
        self.nodes = nodes
        self.editions: dict[str, dict[str, list[Nomenclature]]] = {}
        self.stood_on: dict[int, set[int]] = {}
        self.proposals: dict[tuple, list[str]] = {}

    def code_of(self, told: Told, agency: Agency | None, above: str = "") -> str:
        """The code of the only sub kegiatan that can be meant, which the line then says; empty when there is none.

        `above` is the code of a higher level that the line carries: only what stands below it is meant.
        """
        found = [node for node in self._meant(told, agency) if not above or node.code.startswith(f"{above}.")]
        if len(found) != 1:
            return ""
        node = found[0]
        self.nodes.known.setdefault((node.edition, node.code), node)
        told.warn("code_by_name", field_of(told), kode=node.code)
        return node.code

    def hold(self, told: Told, agency: Agency | None) -> None:
        """Keep a line back that has no code and whose name is nobody's, or of several; with what may be meant."""
        words, field = words_of(told), field_of(told)
        found = self._meant(told, agency)
        if not words or told.line.year is None:
            told.hold("code_missing", "kode")
        elif found:
            told.hold(
                "name_ambiguous", field, nama=words, n=len(found), usulan=[node.code for node in found[:5]]
            )
        elif above := self._above(told):
            told.hold("level_above", field, tingkat=above.get_level_display().lower())
        else:
            told.hold("name_unknown", field, nama=words, usulan=self._nearest(told, words, agency))

    def _meant(self, told: Told, agency: Agency | None) -> list[Nomenclature]:
        """Of several with this name those the agency works on, else those of its affairs, else all."""
        words = words_of(told)
        if not words or told.line.year is None:
            return []
        named = [node for node in self._edition(told).get(name_key(words), ()) if node.level == SUB]
        if agency is None or len(named) < 2:
            return named
        own = [node for node in named if node.pk in self._works_on(agency)]
        return own or [node for node in named if node.code[:BIDANG] in agency.fields_of_affairs] or named

    def _above(self, told: Told) -> Nomenclature | None:
        named = self._edition(told).get(name_key(words_of(told)), ())
        return next((node for node in named if node.level != SUB), None)

    def _nearest(self, told: Told, words: str, agency: Agency | None) -> list[str]:
        key = (told.line.year, words, agency.pk if agency else None)
        if key not in self.proposals:
            subs = [node for several in self._edition(told).values() for node in several if node.level == SUB]
            near = [node for node in subs if agency and node.code[:BIDANG] in agency.fields_of_affairs]
            self.proposals[key] = nearest(words, [node.name for node in near or subs])
        return self.proposals[key]

    def _edition(self, told: Told) -> dict[str, list[Nomenclature]]:
        """name -> its nodes, of the edition of the line's year."""
        edition = self.nodes.edition(told.line.year)
        if edition not in self.editions:
            names = self.editions[edition] = {}
            rows = Nomenclature.objects.filter(edition=edition).select_related("parent").order_by("code")
            for node in rows:
                names.setdefault(name_key(node.name), []).append(node)
        return self.editions[edition]

    def _works_on(self, agency: Agency) -> set[int]:
        if agency.pk not in self.stood_on:
            rows = Program.objects.filter(agency=agency, node__isnull=False)
            self.stood_on[agency.pk] = set(rows.values_list("node", flat=True))
        return self.stood_on[agency.pk]


def field_of(told: Told) -> str:
    """The field in which the line names its sub kegiatan."""
    return "nama_sub_kegiatan" if told.values.get("nama_sub_kegiatan") else "uraian"


def words_of(told: Told) -> str:
    return str(told.values.get(field_of(told)) or "").strip()
