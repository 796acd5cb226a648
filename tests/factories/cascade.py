"""The figures of the examples 09 and 10 as rows, for tests that need them without reading a workbook."""

from programs.models import Indicator, Program
from tests.factories.agencies import AgencyFactory
from tests.factories.plans import (
    NodeFactory,
    PlanCeilingFactory,
    PlanFactory,
    PlanItemFactory,
)
from tests.factories.programs import BudgetFactory, IndicatorFactory, RealizationFactory, TargetFactory

NODES = {
    "1": ("urusan", "URUSAN WAJIB PELAYANAN DASAR"),
    "1.06": ("bidang", "BIDANG SOSIAL"),
    "1.06.02": ("program", "PROGRAM PEMBERDAYAAN SOSIAL"),
    "1.06.02.2.03": ("kegiatan", "Pengembangan Potensi Sumber Kesejahteraan Sosial"),
    "1.06.02.2.03.0001": ("sub_kegiatan", "Peningkatan Kemampuan Potensi Pekerja Sosial Masyarakat"),
    "1.06.02.2.03.0004": ("sub_kegiatan", "Peningkatan Kemampuan Sumber Kesejahteraan Sosial Keluarga"),
    "1.06.05": ("program", "PROGRAM PERLINDUNGAN DAN JAMINAN SOSIAL"),
    "1.06.05.2.02": ("kegiatan", "Pengelolaan Data Fakir Miskin"),
    "1.06.05.2.02.0001": ("sub_kegiatan", "Pendataan Fakir Miskin Cakupan Daerah"),
    "1.06.05.2.02.0002": ("sub_kegiatan", "Pengelolaan Data Fakir Miskin"),
    "1.06.05.2.02.0003": ("sub_kegiatan", "Fasilitasi Bantuan Sosial Kesejahteraan Keluarga"),
}
MONEY = {
    "1.06.02.2.03.0001": (350_000_000, 120_000_000),
    "1.06.02.2.03.0004": (180_000_000, 90_500_000),
    "1.06.05.2.02.0001": (425_000_000, 300_000_000),
    "1.06.05.2.02.0002": (150_000_000, 0),
    "1.06.05.2.02.0003": (2_750_000_000, 1_375_000_000),
}
TARGETS = (
    ("1.06.02", "Persentase KPM graduasi mandiri", "Persen", "4", "10"),
    ("1.06.02", "Jumlah KUBE aktif", "Kelompok", "45", "65"),
    ("1.06.05", "Persentase penduduk miskin", "%", "9.35", "7.25"),
    ("1.06.05", "Cakupan pemutakhiran data terpadu", "Persen", "100", "100"),
)
CEILINGS = {"1.06.02": 1_550_000_000, "1.06.05": 1_650_000_000}


def social_affairs(agency=None):
    """Dinas Sosial 2025: an RPJMD with a sasaran, two programmes with indicators, five sub kegiatan with money to June."""
    agency = agency or AgencyFactory(name="Dinas Sosial")
    nodes = {code: NodeFactory(code=code, level=level, name=name) for code, (level, name) in NODES.items()}
    plan = PlanFactory(in_force_from="2025-01-01", name="RPJMD Kabupaten Tirta Kencana 2025-2029")
    goal = PlanItemFactory(plan=plan, level="sasaran", text="Kemiskinan berkurang")
    items = {}
    for code, amount in CEILINGS.items():
        items[code] = PlanItemFactory(
            plan=plan, level="program", parent=goal, node=nodes[code], agency=agency, text=nodes[code].name
        )
        PlanCeilingFactory(item=items[code], year=2025, amount=amount)
    for code, name, unit, target, final in TARGETS:
        falling = {"direction": Indicator.Direction.DOWN, "formula": "falling"} if unit == "%" else {}
        indicator = IndicatorFactory(
            agency=agency,
            node=nodes[code],
            item=items[code],
            name=name,
            unit=unit,
            final_value=final,
            **falling,
        )
        TargetFactory(indicator=indicator, year=2025, value=target)
    for code, (ceiling, spent) in MONEY.items():
        program = Program.objects.create(
            agency=agency,
            code=f"{agency.pk}.{code}",
            name=nodes[code].name,
            node=nodes[code],
            is_poverty=False,
        )
        BudgetFactory(program=program, year=2025, ceiling_amount=ceiling)
        RealizationFactory(program=program, year=2025, month=6, spent_amount=spent)
    return agency
