"""What the lines of a plan name: agencies, nodes of the nomenclature and sources of money; nodes nobody knows are made."""

import re

from agencies.importing.hierarchy import level_of
from agencies.importing.masters import name_key, nearest
from agencies.models import Agency, Upload
from programs.importing.facts import Told
from programs.models import FundingSource, Nomenclature, NomenclatureEdition

PADDED = re.compile(r"^([\dxX]\.[\dxX]{2}\.\d\d)\.0([12])(?=\.|$)")  # local files write the authority as 02
EDITION = Nomenclature._meta.get_field("edition").default
UNTOLD_SOURCE = "TIDAK_DIRINCI"


class Agencies:
    """Whose line it is: by code or name in the line, else whoever handed the list in."""

    def __init__(self, upload: Upload):
        self.sender = upload.agency
        self.names = []
        self.known: dict[str, Agency] = {}
        for agency in Agency.objects.order_by("pk"):
            self.names.append(agency.name)
            for word in (agency.code, agency.name, agency.short_name):
                if word:
                    self.known.setdefault(name_key(word), agency)

    def of(self, told: Told) -> Agency | None:
        """The agency; the line is held when nobody knows it, or when it is not the sender's to tell of."""
        field, words = next(
            ((name, str(told.values[name])) for name in ("kode_skpd", "opd", "nama_skpd") if told.values.get(name)),
            ("", ""),
        )  # fmt: skip
        agency = self._named(told.values) if words else self.sender
        if agency is None:
            told.hold("opd_unknown", field, nama=words, usulan=nearest(words, self.names))
        elif not self._may_tell(agency):
            told.hold("agency_foreign", field, nama=agency.name)
        return agency

    def _named(self, values: dict) -> Agency | None:
        words = (values.get(name) for name in ("kode_skpd", "opd", "nama_skpd"))
        return next(
            (self.known[name_key(str(each))] for each in words if each and name_key(str(each)) in self.known),
            None,
        )

    def _may_tell(self, agency: Agency) -> bool:
        own = agency.pk == self.sender.pk or agency.parent_id == self.sender.pk
        return own or self.sender.kind == Agency.Kind.BAPPEDA


class Nodes:
    """Nodes of the nomenclature by code, in the edition of a year."""

    def __init__(self, upload: Upload, codes: set[str]):
        self.upload = upload
        self.editions = list(NomenclatureEdition.objects.order_by("-first_year"))
        wanted = {above for code in codes for above in (*ancestors(code), code)}
        self.known = {
            (node.edition, node.code): node for node in Nomenclature.objects.filter(code__in=wanted).order_by("pk")
        }  # fmt: skip
        self.neighbours: dict[int | None, list[set[str]]] = {}  # parent -> words of the names below it
        for node in Nomenclature.objects.filter(parent__code__in=wanted).order_by("pk"):
            self.neighbours.setdefault(node.parent_id, []).append(words_of(node.name))
        self.words: dict[str, str] = {}  # code -> what this list calls it

    def edition(self, year: int) -> str:
        found = (each.name for each in self.editions if each.first_year <= year <= (each.last_year or year))
        return next(found, EDITION)

    def of(self, code: str, year: int, told: Told, words: str = "") -> Nomenclature:
        """The node of a code; one that nobody knows is made with its parents, and the line says so."""
        edition = self.edition(year)
        if (edition, code) not in self.known:
            told.warn("node_unknown", "kode", kode=code, edisi=edition)
        node = self._node(edition, code, told, words)
        self._need(node, told)
        return node

    def fits_a_neighbour(self, words: str, node: Nomenclature) -> bool:
        """Does another node of the same kegiatan hold more of these words?"""
        told = words_of(words)
        own = len(told & words_of(node.name))
        return any(len(told & other) > own for other in self.neighbours.get(node.parent_id, ()))

    def _node(self, edition: str, code: str, told: Told, words: str = "") -> Nomenclature:
        if known := self.known.get((edition, code)):
            return known
        above = ancestors(code)
        level = level_of(code)
        node = Nomenclature(
            edition=edition, code=code, level=level, name=(words or self.words.get(code) or f"{level} {code}")[:300],
            parent=self._node(edition, above[-1], told) if above else None, origin=Nomenclature.Origin.UPLOAD,
            source_upload=self.upload, source_sheet=told.line.sheet, source_row=told.line.row,
        )  # fmt: skip
        self.known[edition, code] = node
        return node

    def _need(self, node: Nomenclature | None, told: Told) -> None:
        while node is not None and node.pk is None:
            told.needs.append(node)
            node = node.parent


class Sources:
    """Sources of money by code or name."""

    def __init__(self):
        self.known = {}
        for source in FundingSource.objects.order_by("pk"):
            self.known.setdefault(name_key(source.code), source)
            self.known.setdefault(name_key(source.name), source)
        key = name_key(UNTOLD_SOURCE)
        self.untold = self.known.get(key) or FundingSource(code=UNTOLD_SOURCE, name="Belum dirinci")

    def of(self, told: Told) -> FundingSource | None:
        """The source a line names; None where it names none, or several, or one that nobody knows."""
        words = told.values.get("sumber_dana")
        if not words:
            return None
        found = self.known.get(name_key(str(words)))
        if found is None:
            told.warn("source_unknown", "sumber_dana", nama=str(words)[:80])
        return found


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def clean_code(code) -> str:
    """`1.06.02.02.03.0001` as the nomenclature writes it: 1.06.02.2.03.0001."""
    return PADDED.sub(r"\1.\2", str(code or "").strip().upper())


def ancestors(code: str) -> list[str]:
    """The codes above a code, highest first; authority and kegiatan (`2.03`) are one step."""
    parts = code.split(".")
    return [".".join(parts[:length]) for length in (1, 2, 3, 5) if length < len(parts)]
