"""Two hundred invented persons on three lists, in Latin, Cyrillic and Arabic script: what matching is measured on.

Names are put together from common given and family names, spelled as different houses would; among the persons are
families struck together, namesakes, and names that differ by a letter or by gender (Oleksandra and Oleksandr, Hassan
and Hussein). Ages are a year off, days a few days off, and each particular is missing now and then. Seeded: the same
lists each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tollbook.model import Fate, Naming, Window

SEED = 8
PERSONS = 200
LISTS = ("latin", "cyrillic", "arabic")


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name in three scripts, each in the ways that it is written there; `female` None for family names."""

    latin: tuple[str, ...]
    cyrillic: tuple[str, ...]
    arabic: tuple[str, ...]
    female: bool | None = None


def _table(text: str, female: bool | None) -> tuple[Spelled, ...]:
    rows = [line.split("|") for line in text.strip().splitlines()]
    cells = [[tuple(cell.strip().split("/")) for cell in row] for row in rows]
    return tuple(Spelled(latin, cyrillic, arabic, female) for latin, cyrillic, arabic in cells)


SLAVIC_MEN = _table(
    """Oleksandr/Olexander/Alexander|Олександр/Александр|أولكسندر/ألكسندر
Dmytro/Dmitry/Dmitri|Дмитро/Дмитрий|دميترو/دميتري
Andrii/Andrey/Andrej|Андрій/Андрей|أندري
Serhii/Sergey/Sergej|Сергій/Сергей|سيرهي/سيرغي
Mykola/Nikolai|Микола/Николай|ميكولا/نيكولاي
Yurii/Yuri/Jurij|Юрій/Юрий|يوري
Ivan|Іван/Иван|إيفان
Viktor/Victor|Віктор/Виктор|فيكتور
Petro/Pyotr|Петро/Пётр|بترو/بيوتر
Vasyl/Vasily/Wassyl|Василь/Василий|فاسيل/فاسيلي""",
    False,
)
SLAVIC_WOMEN = _table(
    """Oleksandra/Alexandra|Олександра/Александра|أولكسندرا/ألكسندرا
Olena/Elena|Олена/Елена|أولينا/إيلينا
Nataliia/Natalia/Natalya|Наталія/Наталия|ناتاليا
Iryna/Irina|Ірина/Ирина|إيرينا
Hanna/Anna|Ганна/Анна|هانا/آنا
Viktoriia/Victoria|Вікторія/Виктория|فيكتوريا
Kateryna/Ekaterina|Катерина/Екатерина|كاترينا
Mariia/Maria|Марія/Мария|ماريا""",
    True,
)
SLAVIC_FAMILIES = _table(
    """Kovalenko/Kowalenko|Коваленко|كوفالينكو
Shevchenko/Schewtschenko/Chevtchenko|Шевченко|شيفتشينكو
Hryhorenko/Grigorenko|Григоренко|هريهورينكو/غريغورينكو
Bondarenko|Бондаренко|بوندارينكو
Sydorenko/Sidorenko|Сидоренко|سيدورينكو
Lysenko/Lyssenko|Лисенко/Лысенко|ليسينكو
Tkachuk/Tkatschuk|Ткачук|تكاتشوك
Melnyk/Melnik|Мельник|ميلنيك
Zhuk/Schuk|Жук|جوك
Rudenko|Руденко|رودينكو
Kravchuk/Krawtschuk|Кравчук|كرافتشوك
Moroz/Moros|Мороз|موروز""",
    None,
)
ARAB_MEN = _table(
    """Mohammed/Muhammad/Mohamad|Мохаммед/Мухаммад|محمد
Hassan/Hasan|Хасан/Хассан|حسن
Hussein/Husayn/Hossein|Хусейн/Гусейн|حسين
Ahmad/Ahmed|Ахмад/Ахмед|أحمد/احمد
Abdul Rahman/Abdelrahman/Abd al-Rahman|Абдул Рахман/Абдеррахман|عبد الرحمن/عبدالرحمن
Khaled/Khalid|Халед/Халид|خالد
Youssef/Yusuf/Yousef|Юсеф/Юсуф|يوسف
Omar/Umar|Омар/Умар|عمر
Mahmoud/Mahmud|Махмуд|محمود
Ibrahim/Ebrahim|Ибрагим/Ибрахим|إبراهيم/ابراهيم""",
    False,
)
ARAB_WOMEN = _table(
    """Fatima/Fatimah/Fatma|Фатима/Фатма|فاطمة
Khadija/Khadijah/Hadija|Хадиджа|خديجة
Aisha/Aysha/Aicha|Аиша/Айша|عائشة
Zainab/Zeinab/Zaynab|Зейнаб/Зайнаб|زينب
Maryam/Mariam|Марьям/Мариам|مريم
Nour/Noor/Nur|Нур|نور
Hala|Хала|هالة
Rana|Рана|رنا""",
    True,
)
ARAB_FAMILIES = _table(
    """al-Hassan/Al Hasan/Alhassan|аль-Хасан/Аль Хассан|الحسن
Haddad/Hadad|Хаддад/Хадад|حداد
al-Khatib/El Khatib/Khateeb|аль-Хатиб/Хатиб|الخطيب
Nasser/Nassir/Naser|Насер/Нассер|ناصر
Saleh/Salih|Салех/Салих|صالح
Darwish/Darwich|Дарвиш|درويش
al-Masri/Masry/El Masri|аль-Масри/Масри|المصري
Qasim/Kassem/Qassem|Касим/Кассем|قاسم
Barakat|Баракат|بركات
Aziz/Azeez|Азиз|عزيز
Hamdan|Хамдан|حمدان
Shaheen/Chahine|Шахин|شاهين""",
    None,
)
PLACES = _table(
    """Kharkiv/Kharkov|Харків/Харьков|خاركيف
Odesa/Odessa|Одеса/Одесса|أوديسا
Sumy|Суми/Сумы|سومي
Kherson/Cherson|Херсон|خيرسون
Raqqa/Ar-Raqqah|Ракка|الرقة
Hama/Hamah|Хама|حماة
Idlib/Edlib|Идлиб/Ідліб|إدلب
Homs/Hims|Хомс|حمص""",
    None,
)


@dataclass(frozen=True, slots=True)
class Made:
    """The lists' entries, and for each its person's number, by the naming's id."""

    namings: tuple[Naming, ...]
    person: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Person:
    given: Spelled
    family: Spelled
    age: int
    place: Spelled
    day: date


def made_persons(seed: int = SEED, persons: int = PERSONS) -> Made:
    """The three lists; a person is on one of them, on two or on all."""
    random = Random(seed)
    namings: list[Naming] = []
    person_of: dict[str, int] = {}
    for number, person in enumerate(_people(random, persons)):
        on = random.sample(LISTS, random.choice((1, 2, 2, 3)))
        for list_name in LISTS:
            if list_name in on:
                naming = _entry(random, person, list_name, f"{len(namings):04}")
                namings.append(naming)
                person_of[naming.id] = number
    return Made(tuple(namings), person_of)


def _people(random: Random, persons: int) -> list[_Person]:
    out: list[_Person] = []
    while len(out) < persons:
        slavic = random.random() < 0.5
        givens = (SLAVIC_MEN, SLAVIC_WOMEN) if slavic else (ARAB_MEN, ARAB_WOMEN)
        family = random.choice(SLAVIC_FAMILIES if slavic else ARAB_FAMILIES)
        place = random.choice(PLACES[:4] if slavic else PLACES[4:])
        day = date(2021, 3, 1) + timedelta(days=random.randrange(120))
        together = random.choice((1, 1, 1, 2, 3))  # struck together: a family's name, place and day are one
        for given in random.sample([*givens[0], *givens[1]], together):
            out.append(_Person(given, family, random.randrange(1, 85), place, day))
    return out[:persons]


def _entry(random: Random, person: _Person, list_name: str, source_id: str) -> Naming:
    def spelled(name: Spelled) -> str:
        ways: Sequence[str] = getattr(name, list_name)
        return random.choice(ways)

    parts = [spelled(person.given), spelled(person.family)]
    if random.random() < 0.2:
        parts.reverse()  # the family's name first
    day = person.day + timedelta(days=random.choice((0, 0, 0, 0, 1, 1, -1, 5)))
    told = {name: random.random() > 0.15 for name in ("age", "sex", "place", "day")}
    return Naming(
        name=" ".join(parts),
        age=max(0, person.age + random.choice((0, 0, 0, 1, -1))) if told["age"] else None,
        sex=("female" if person.given.female else "male") if told["sex"] else None,
        place=spelled(person.place) if told["place"] else None,
        when=Window(start=day, end=day) if told["day"] else Window(),
        fate=Fate.KILLED,
        list_name=list_name,
        source_id=source_id,
    )
