"""The worked series of the domain handbook (5.4 to 5.6), as the shipped file prints them."""

from decimal import Decimal as D

from reports.measures.p3bm.series import Point


def series(first: int, *values: str) -> list[Point]:
    return [Point(first + number, D(value)) for number, value in enumerate(values)]


P0_PAREPARE = series(2013, "6.38", "5.88", "6.08", "5.73", "5.70", "5.59", "5.26", "5.44", "5.40", "5.41")
P0_SULSEL = series(2015, "9.39", "9.40", "9.38", "9.06", "8.69", "8.72", "8.78", "8.63")
P0_NATION = series(2015, "11.22", "10.86", "10.64", "9.82", "9.41", "9.78", "10.14", "9.54")
P1_BEKASI = series(2015, ".75", ".83", ".81", ".65", ".60", ".72", ".91", ".74", ".82")
P1_BULELENG = series(2015, ".73", ".75", ".72", ".62", ".72", ".53", ".74", ".60", ".53")
P1_PAREPARE = series(2015, ".81", ".82", ".85", ".75", ".71", ".94", ".72", ".56", ".58")
P1_KOTA_BEKASI = series(2015, ".68", ".69", ".82", ".72", ".47", ".60", ".66", ".96", ".63")
