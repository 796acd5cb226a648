"""The invented inhabitants of the demo regency: families, members, welfare deciles. Same seed, same people.

Every NIK and No. KK carries regency code 99, which no regency has, so none can be a real person's.
"""

import random
from dataclasses import dataclass, field
from datetime import date

FAMILIES = 9_000
TODAY = date(2026, 11, 1)
DECILE_WEIGHTS = (13, 14, 13, 12, 11, 10, 9, 8, 6, 4)

MALE_BIRTH_NAMES = ("Putu", "Wayan", "Gede", "Made", "Kadek", "Nyoman", "Komang", "Ketut")
FEMALE_BIRTH_NAMES = ("Putu", "Wayan", "Luh", "Made", "Kadek", "Nyoman", "Komang", "Ketut")
MALE_NAMES = (
    "Adi Wijaya", "Agus Pratama", "Ardana", "Arta", "Artawan", "Astawa", "Budiarta", "Budiasa", "Darma Putra", "Darmawan", "Dwipayana",
    "Eka Saputra", "Gunawan", "Jaya", "Karya", "Kertiyasa", "Laksana", "Mahardika", "Mertayasa", "Mudita", "Mustika", "Nuada", "Pasek",
    "Pariasa", "Redana", "Rentana", "Sadnyana", "Sanjaya", "Santika", "Sedana", "Seputra", "Suarbawa", "Suardana", "Subrata", "Sudarma",
    "Sudiarta", "Sudiasa", "Sugiarta", "Sukadana", "Sukerta", "Sumarjaya", "Sumerta", "Suparta", "Surya Adnyana", "Sutama", "Swastika",
    "Tirtayasa", "Wardana", "Widiarta", "Widnyana", "Wiguna", "Winaya", "Wirawan", "Yasa", "Yudiana",
)  # fmt: skip
FEMALE_NAMES = (
    "Ariani", "Artini", "Astiti", "Ayu Lestari", "Budiasih", "Darmiati", "Dewi Anggreni", "Eka Wahyuni", "Indrawati", "Jayanti",
    "Kariani", "Kartini", "Kerti", "Landri", "Mariani", "Martini", "Mudiasih", "Muliani", "Murniati", "Nadi", "Padmini", "Parwati",
    "Puspa Dewi", "Rai Suastini", "Ratnadi", "Rusmini", "Sari", "Sariasih", "Sekarini", "Sri Astuti", "Suarniti", "Suartini", "Sudiani",
    "Sukarni", "Sukerti", "Sulasmi", "Sumiati", "Suparmi", "Suryani", "Susanti", "Sutarmi", "Trisna Dewi", "Warsiki", "Wartini",
    "Widiasih", "Widiani", "Winarti", "Wirati", "Yuliani", "Yuniari",
)  # fmt: skip
JOBS = (
    "Petani",
    "Buruh tani",
    "Buruh bangunan",
    "Nelayan",
    "Pedagang kecil",
    "Wiraswasta",
    "Sopir",
    "Karyawan swasta",
    "Pengrajin",
)
HAMLETS = ("Kaja", "Kelod", "Kangin", "Kauh", "Tengah", "Kajanan", "Delod Margi", "Dauh Margi")


@dataclass(slots=True)
class Inhabitant:
    """One invented person; `relation` as a family card writes it."""

    nik: str
    name: str
    sex: str
    born: date
    relation: str
    job: str = ""
    disabled: bool = False

    @property
    def age(self) -> int:
        return TODAY.year - self.born.year - ((TODAY.month, TODAY.day) < (self.born.month, self.born.day))


@dataclass(slots=True)
class Household:
    """One invented family: card number, village code, decile (1 poorest) and members, head first."""

    kk: str
    village: str
    village_name: str
    district_name: str
    hamlet: str
    decile: int
    members: list[Inhabitant] = field(default_factory=list)

    @property
    def head(self) -> Inhabitant:
        return self.members[0]


class Population:
    """`villages` are (code, name, district name) in code order."""

    def __init__(self, villages: list[tuple[str, str, str]], seed: int = 5108):
        self.chance = random.Random(seed)
        self.serials: dict[str, int] = {}
        weights = [self.chance.uniform(0.5, 1.8) for _ in villages]
        poverty = {code: self.chance.uniform(0.55, 1.7) for code, _, _ in villages}
        chosen = sorted(self.chance.choices(range(len(villages)), weights=weights, k=FAMILIES))
        self.families = [self._family(*villages[at], poverty[villages[at][0]]) for at in chosen]

    def _family(self, code: str, name: str, district: str, poverty: float) -> Household:
        weights = [weight * (poverty if decile < 4 else 1) for decile, weight in enumerate(DECILE_WEIGHTS)]
        decile = self.chance.choices(range(1, 11), weights=weights)[0]
        issued = date(self.chance.randint(2008, 2024), self.chance.randint(1, 12), self.chance.randint(1, 28))
        kk = self._number(code, issued, woman=False)
        household = Household(kk, code, name, district, f"Banjar Dinas {self.chance.choice(HAMLETS)}", decile)
        self._people(household, code)
        return household

    def _people(self, household: Household, code: str) -> None:
        widow = self.chance.random() < 0.14
        age = self.chance.randint(26, 78)
        household.members.append(self._person(code, "P" if widow else "L", age, "KEPALA KELUARGA"))
        if not widow and self.chance.random() < 0.9:
            household.members.append(
                self._person(code, "P", max(19, age - self.chance.randint(-2, 8)), "ISTRI")
            )
        children = self.chance.choices((0, 1, 2, 3, 4), weights=(18, 27, 33, 16, 6))[0]
        for _ in range(children):
            if age - 20 > 0:
                household.members.append(
                    self._person(
                        code, self.chance.choice("LP"), self.chance.randint(0, min(age - 20, 24)), "ANAK"
                    )
                )
        if self.chance.random() < 0.17:
            household.members.append(
                self._person(
                    code, self.chance.choice("LPP"), min(95, age + self.chance.randint(20, 30)), "ORANG TUA"
                )
            )

    def _person(self, code: str, sex: str, age: int, relation: str) -> Inhabitant:
        born = date(TODAY.year - age, self.chance.randint(1, 12), self.chance.randint(1, 28))
        job = (
            self.chance.choice(JOBS)
            if 18 <= age <= 70 and relation != "ISTRI"
            else "Pelajar"
            if 6 <= age < 18
            else ""
        )
        person = Inhabitant(
            self._number(code, born, woman=sex == "P"), self._name(sex), sex, born, relation, job
        )
        person.disabled = self.chance.random() < 0.018
        return person

    def _name(self, sex: str) -> str:
        if sex == "L":
            return f"I {self.chance.choice(MALE_BIRTH_NAMES)} {self.chance.choice(MALE_NAMES)}"
        return f"Ni {self.chance.choice(FEMALE_BIRTH_NAMES)} {self.chance.choice(FEMALE_NAMES)}"

    def _number(self, village: str, day: date, *, woman: bool) -> str:
        stem = f"5199{village[6:8]}{day.day + 40 * woman:02}{day:%m%y}"
        self.serials[stem] = self.serials.get(stem, 0) + 1
        return f"{stem}{self.serials[stem]:04}"
