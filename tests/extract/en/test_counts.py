"""Counts: the guide's table, kinds that are never counts, groups, and numbers written and read back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.extract.en.counts import Quantity, find_groups, find_quantities, implied_one, read_count, read_group

untimed = settings(deadline=None)
Reading = tuple[int | None, int | None, str]


def counts(text: str) -> list[Quantity]:
    return [q for q in find_quantities(text) if q.kind == "count"]


def reading(quantity: Quantity) -> Reading:
    return quantity.count.low, quantity.count.high, quantity.count.comparator.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army handed over 60 bodies.", (60, 60, "exact")),
        ("They turned over nine captives.", (9, 9, "exact")),
        ("A lorry ran over 12 farmers.", (12, 12, "exact")),
        ("Over 60 bodies were handed over.", (60, None, "more_than")),
        ("The raid killed over 60 people.", (60, None, "more_than")),
    ],
)
def test_over_belongs_to_its_verb(text: str, expected: Reading) -> None:
    assert [reading(q) for q in counts(text)] == [expected]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("44", (44, 44, "exact")),
        ("forty-four", (44, 44, "exact")),
        ("some 1,100", (1100, 1100, "about")),
        ("about 1,100", (1100, 1100, "about")),
        ("around 20", (20, 20, "about")),
        ("nearly 1.1 million", (1_100_000, 1_100_000, "about")),
        ("almost 30", (30, 30, "about")),
        ("roughly 30", (30, 30, "about")),
        ("~300", (300, 300, "about")),
        ("about two dozen", (24, 24, "about")),
        ("at least 12", (12, None, "at_least")),
        ("no fewer than 12", (12, None, "at_least")),
        ("a minimum of 12", (12, None, "at_least")),
        ("12 or more", (12, None, "at_least")),
        ("3,461+", (3461, None, "at_least")),
        ("~300+", (300, None, "at_least")),
        ("at least another 12", (12, None, "at_least")),
        ("more than 20,000", (20_000, None, "more_than")),
        ("over 20,000", (20_000, None, "more_than")),
        ("upwards of 300", (300, None, "more_than")),
        ("in excess of 300", (300, None, "more_than")),
        ("much higher than 89", (89, None, "more_than")),
        ("more than two dozen", (24, None, "more_than")),
        ("more than 2000", (2000, None, "more_than")),
        ("up to 30", (None, 30, "up_to")),
        ("as many as ten thousand", (None, 10_000, "up_to")),
        ("as many as 10,000", (None, 10_000, "up_to")),
        ("a maximum of 40", (None, 40, "up_to")),
        ("at most 9", (None, 9, "up_to")),
        ("not more than 12", (None, 12, "up_to")),
        ("up to about 30", (None, 30, "up_to")),
        ("fewer than 50", (None, 50, "fewer_than")),
        ("less than 50", (None, 50, "fewer_than")),
        ("between 7,000 and 15,000", (7000, 15_000, "between")),
        ("10-12", (10, 12, "between")),
        ("10 to 12", (10, 12, "between")),
        ("two or three", (2, 3, "between")),
        ("100-to-300", (100, 300, "between")),
        ("1.5 to 2 million", (1_500_000, 2_000_000, "between")),
        ("two to three thousand", (2000, 3000, "between")),
        ("dozens", (24, None, "vague")),
        ("scores", (40, None, "vague")),
        ("tens", (20, None, "vague")),
        ("hundreds", (200, None, "vague")),
        ("tens of thousands", (20_000, None, "vague")),
        ("several hundred", (200, None, "vague")),
        ("hundreds, if not thousands", (200, None, "vague")),
        ("several", (None, None, "vague")),
        ("a handful", (None, None, "vague")),
        ("a number of", (None, None, "vague")),
        ("a vast number", (None, None, "vague")),
        ("many", (None, None, "vague")),
        ("a dozen", (12, 12, "exact")),
        ("two dozen", (24, 24, "exact")),
        ("half a dozen", (6, 6, "exact")),
        ("half a million", (500_000, 500_000, "exact")),
        ("one and a half thousand", (1500, 1500, "exact")),
        ("a hundred and twenty", (120, 120, "exact")),
        ("an estimated 300", (300, 300, "exact")),
        ("a further 12", (12, 12, "exact")),
        ("all 22", (22, 22, "exact")),
        ("both", (2, 2, "exact")),
        ("none", (0, 0, "exact")),
        ("nobody", (0, 0, "exact")),
        ("not a single", (0, 0, "exact")),
    ],
)
def test_the_words_of_a_count_are_read_by_the_guide(words: str, expected: Reading) -> None:
    count = read_count(words)
    assert count is not None
    assert (count.low, count.high, count.comparator.value) == expected
    assert count.text == words


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("1,100", 1100),
        ("1 100", 1100),
        ("1\u202f100", 1100),
        ("1\u00a0100\u00a0000", 1_100_000),
        ("1.100.000", 1_100_000),
        ("1.100", 1100),
        ("1,00,000", 100_000),
        ("1’100", 1100),
        ("3k", 3000),
        ("2.3m", 2_300_000),
        ("1.5 million", 1_500_000),
        ("10 thousand", 10_000),
        ("1.2bn", 1_200_000_000),
    ],
)
def test_digits_are_read_under_any_grouping(digits: str, value: int) -> None:
    assert [reading(q) for q in counts(f"The shelling drove {digits} people away.")] == [(value, value, "exact")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a 60-year-old woman was killed", "age"),
        ("a three-year-old was hurt", "age"),
        ("a boy aged 7 died", "age"),
        ("Leyla, 34, was killed", "age"),
        ("children under 18 were among them", "age"),
        ("men in their 30s", "age"),
        ("30% of the town was destroyed", "percent"),
        ("12 per cent of the crew", "percent"),
        ("One in four fled", "ratio"),
        ("three quarters of the population fled", "ratio"),
        ("half of the houses burned", "ratio"),
        ("it began on 3 March", "date"),
        ("it began on March 3, when shells fell", "date"),
        ("the October 7 attacks", "date"),
        ("since the attacks of 9/11", "date"),
        ("in 2014 the front moved", "year"),
        ("during 2011-2014", "year"),
        ("in the 1990s", "year"),
        ("at 10:30 the siren sounded", "time"),
        ("at 3 am", "time"),
        ("for two days", "duration"),
        ("a 12-hour battle", "duration"),
        ("three consecutive weeks", "duration"),
        ("the 79th Air Assault Brigade", "unit_number"),
        ("Battalion 3 withdrew", "unit_number"),
        ("Resolution 1701 was adopted", "unit_number"),
        ("along Route 9", "unit_number"),
        ("on day 116 of the invasion", "unit_number"),
        ("the 3rd attack", "ordinal"),
        ("a 122mm rocket", "calibre"),
        ("7.62 rounds", "calibre"),
        ("a 500-lb bomb", "calibre"),
        ("30 km north of the city", "distance"),
        ("a five-mile walk", "distance"),
        ("$4.5 million in damage", "money"),
        ("12 million dollars", "money"),
        ("two tonnes of flour", "weight"),
        ("40 hectares of wheat", "area"),
        ("40 degrees", "temperature"),
        ("shelled three times", "frequency"),
        ("on page 12", "page"),
        ("+44 20 7946 0958", "phone"),
        ("an S-300 missile", "model"),
        ("a T-72 tank", "model"),
        ("M23 fighters", "model"),
        ("a Shahed 136 drone", "model"),
        ("at 12 Harbour Street", "street"),
        ("a two-state solution", "compound"),
        ("this one was hit", "pronoun"),
    ],
)
def test_what_is_never_a_count_has_its_own_kind(text: str, kind: str) -> None:
    assert [q.kind for q in find_quantities(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "The war entered its IV year",
        "The road was closed",
        "No longer at home",
        "the most powerful blast",
        "as many as",
    ],
)
def test_what_is_no_number_is_not_found(text: str) -> None:
    assert counts(text) == []


def test_a_modifier_belongs_to_the_figure_it_stands_before() -> None:
    first, second = counts("At least 54 people were killed and another 139 wounded.")
    assert reading(first) == (54, None, "at_least")
    assert reading(second) == (139, 139, "exact")
    assert second.additional
    assert not first.additional


def test_a_change_is_two_quantities_and_a_spread_is_one() -> None:
    old, new = counts("The toll was raised from 63 to 89.")
    assert (old.count.low, old.change, new.count.low, new.change) == (63, "from", 89, "to")
    new, old = counts("The toll rose to 89 from 63.")
    assert (old.count.low, old.change, new.count.low, new.change) == (63, "from", 89, "to")
    old, new = counts("The ministry raised the death toll from 63 to 89 on Wednesday.")
    assert (old.count.low, old.change, new.count.low, new.change) == (63, "from", 89, "to")
    (spread,) = counts("Estimates ranging from 63 to 89 were given.")
    assert reading(spread) == (63, 89, "between")


def test_doubt_leaves_the_number_exact_and_is_marked() -> None:
    (quantity,) = counts("An estimated 300 people fled.")
    assert reading(quantity) == (300, 300, "exact")
    assert quantity.hedged


@pytest.mark.parametrize("words", ["the 63", "all 22", "the two", "these 12"])
def test_a_number_that_takes_up_a_group_is_definite(words: str) -> None:
    (quantity,) = counts(f"Relatives of {words} came.")
    assert quantity.definite


def test_the_exception_to_all_is_no_count() -> None:
    assert [q.kind for q in find_quantities("All but two survived.")] == ["complement"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Drones flew over 12 regions.", [(12, 12, "exact")]),
        ("In March 12 people died.", [(12, 12, "exact")]),
        ("In the camp 12 people died.", [(12, 12, "exact")]),
        ("Some 2000 people fled.", [(2000, 2000, "about")]),
        ("The army said 2014 soldiers fell.", [(2014, 2014, "exact")]),
        ("HRW: 3,461+ killed incl. 1,551 civilians", [(3461, None, "at_least"), (1551, 1551, "exact")]),
        ("12 more were wounded.", [(12, 12, "exact")]),
        ("One of the men died.", [(1, 1, "exact")]),
        ("None of the 22 crew survived.", [(0, 0, "exact"), (22, 22, "exact")]),
        ("a 25-strong crew", [(25, 25, "exact")]),
        ("There were no casualties.", [(0, 0, "exact")]),
        ("270 barrel bombs fell.", [(270, 270, "exact")]),
        ("six, seven of them", [(6, 7, "between")]),
        ("five, six and seven villages", [(5, 5, "exact"), (6, 6, "exact"), (7, 7, "exact")]),
    ],
)
def test_counts_in_sentences(text: str, expected: list[Reading]) -> None:
    assert [reading(q) for q in counts(text)] == expected


@pytest.mark.parametrize(
    ("words", "total"),
    [
        ("a couple and their two children", 4),
        ("a man and his wife", 2),
        ("two women and their seven children", 9),
        ("a mother and her three sons", 4),
        ("the woman and three children", 4),
        ("a boy and two girls", 3),
        ("a 25-year-old woman and her baby", 2),
        ("she and eight other women", 9),
        ("a family of five", 5),
        ("a five-member family", 5),
        ("a nine-strong crew", 9),
    ],
)
def test_a_group_of_kin_is_counted_by_its_members(words: str, total: int) -> None:
    count = read_group(words)
    assert count is not None
    assert (count.low, count.high) == (total, total)
    (group,) = find_groups(f"Shells killed {words} on the road.")
    assert (group.count.low, f"Shells killed {words} on the road."[group.start : group.end]) == (total, words)


@pytest.mark.parametrize("words", ["11 men and 4 women", "two soldiers", "a family", "12 people", "a soldier"])
def test_separate_groups_are_no_group_of_kin(words: str) -> None:
    assert find_groups(f"Shells killed {words} on the road.") == []


@pytest.mark.parametrize(
    ("words", "total"),
    [
        ("a soldier", 1),
        ("his father", 1),
        ("Leyla Haddad", 1),
        ("journalist Leyla Haddad", 1),
        ("Leyla Haddad, a reporter", 1),
        ("Leyla Haddad and Omar Nasser", 2),
        ("Leyla Haddad, 29, and her son Omar, 4", 2),
        ("a driver, a guard and a nurse", 3),
        ("an aid worker", 1),
        ("he", 1),
        ("a seller", 1),
    ],
)
def test_one_person_is_implied_by_article_name_or_pronoun(words: str, total: int) -> None:
    count = read_count(words)
    assert count is not None
    assert (count.low, count.high, count.comparator.value) == (total, total, "exact")


@pytest.mark.parametrize(
    "words", ["troops", "a family", "civilians", "they", "the bodies", "Palestinians", "the men", "people", "a crew"]
)
def test_a_plural_without_a_quantity_has_no_count(words: str) -> None:
    count = implied_one(words)
    assert (count.low, count.high, count.comparator.value) == (None, None, "none")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("two Danes and a Finn", (3, 3, "exact")),
        ("at least one officer and two guards", (3, None, "at_least")),
        ("two people, a nurse and a driver", (2, 2, "exact")),
        ("12 people, among them three children", (12, 12, "exact")),
        ("more than 80 percent", (None, None, "vague")),
        ("nearly half", (None, None, "vague")),
    ],
)
def test_lists_and_shares_as_the_words_of_a_count(words: str, expected: Reading) -> None:
    count = read_count(words)
    assert count is not None
    assert (count.low, count.high, count.comparator.value) == expected


def test_an_empty_phrase_has_no_count() -> None:
    assert read_count("  ") is None


# Written and read back

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: E501, SIM905  # reads better as one line
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(value: int) -> str:
    if value < 20:
        return _ONES[value - 1]
    if value < 100:
        return _TENS[value // 10 - 2] + (f"-{_ONES[value % 10 - 1]}" if value % 10 else "")
    if value < 1000:
        rest = f" and {spelled(value % 100)}" if value % 100 else ""
        return f"{spelled(value // 100)} hundred{rest}"
    joint = " and " if 0 < value % 1000 < 100 else " "
    rest = f"{joint}{spelled(value % 1000)}" if value % 1000 else ""
    return f"{spelled(value // 1000)} thousand{rest}"


WRITERS = {
    "plain": str,
    "commas": lambda value: f"{value:,}",
    "thin spaces": lambda value: f"{value:,}".replace(",", "\u2009"),
    "words": spelled,
}
BOUNDS = {
    "{}": lambda n: (n, n, "exact"),
    "at least {}": lambda n: (n, None, "at_least"),
    "no fewer than {}": lambda n: (n, None, "at_least"),
    "{} or more": lambda n: (n, None, "at_least"),
    "{}+": lambda n: (n, None, "at_least"),
    "more than {}": lambda n: (n, None, "more_than"),
    "over {}": lambda n: (n, None, "more_than"),
    "in excess of {}": lambda n: (n, None, "more_than"),
    "up to {}": lambda n: (None, n, "up_to"),
    "as many as {}": lambda n: (None, n, "up_to"),
    "at most {}": lambda n: (None, n, "up_to"),
    "fewer than {}": lambda n: (None, n, "fewer_than"),
    "less than {}": lambda n: (None, n, "fewer_than"),
    "about {}": lambda n: (n, n, "about"),
    "nearly {}": lambda n: (n, n, "about"),
    "~{}": lambda n: (n, n, "about"),
    "an estimated {}": lambda n: (n, n, "exact"),
    "another {}": lambda n: (n, n, "exact"),
    "all {}": lambda n: (n, n, "exact"),
}
values = st.integers(min_value=1, max_value=999_999)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The four boys killed were 9, 11, 13 and 15.", [4]),
        ("The two girls were 7 and 9 years old.", [2]),
        ("The dead were 12 soldiers and 14 farmers.", [12, 14]),
        ("There were wounded both among civilians and soldiers.", []),
        ("Both soldiers and civilians died.", []),
        ("Both were killed.", [2]),
        ("Both of them died.", [2]),
        ("He gave no number.", []),
    ],
)
def test_ages_that_people_are_and_both_that_joins_are_no_counts(text: str, numbers: list[int]) -> None:
    assert [q.count.low for q in counts(text)] == numbers


def test_a_list_of_ages_is_no_count() -> None:
    found = find_quantities("Three girls (ages 4, 7 and 9) and two men aged 19 and 23 were hurt.")
    assert [(q.kind, q.count.low) for q in found] == [
        ("count", 3), ("age", 4), ("age", 7), ("age", 9), ("count", 2), ("age", 19), ("age", 23),
    ]  # fmt: skip


@untimed
@given(values, st.sampled_from(sorted(WRITERS)), st.sampled_from(sorted(BOUNDS)))
def test_a_number_written_with_its_bound_is_read_back(value: int, writer: str, bound: str) -> None:
    words = bound.format(WRITERS[writer](value))
    text = f"Officials said {words} people were killed."
    (quantity,) = find_quantities(text)
    assert (quantity.kind, reading(quantity)) == ("count", BOUNDS[bound](value))
    assert text[quantity.start : quantity.end] == words == quantity.count.text


def test_and_between_two_numbers_in_words_joins_no_part_of_the_second() -> None:
    found = counts("Officials said between one thousand and twenty-one thousand people were killed.")
    assert [reading(q) for q in found] == [(1000, 21_000, "between")]


@untimed
@given(values, values, st.sampled_from(sorted(WRITERS)), st.sampled_from(["between {} and {}", "{} to {}", "{}-{}"]))
def test_a_range_is_read_back(one: int, other: int, writer: str, form: str) -> None:
    low, high = sorted((one, other))
    if low == high or (form == "{}-{}" and writer == "words"):
        return
    if writer == "words" and low < 1000 and (high % 1000 == 0 or (high % 100 == 0 and high < 100_000)):
        return  # "two to three hundred": the second's magnitude may be meant for both
    words = form.format(WRITERS[writer](low), WRITERS[writer](high))
    found = counts(f"Officials said {words} people were killed.")
    assert [reading(q) for q in found] == [(low, high, "between")]


@untimed
@given(
    st.integers(min_value=1, max_value=99),
    st.sampled_from(["digits", "words"]),
    st.sampled_from(
        [
            "a {}-year-old man",
            "a man aged {}",
            "{} percent of them",
            "{} km away",
            "a {}-day siege",
            "for {} hours",
            "a {}mm shell",
            "{} tonnes of flour",
            "{} dollars",
            "Brigade {}",
        ]
    ),
)
def test_ages_units_calibres_and_percentages_are_never_counts(value: int, writer: str, form: str) -> None:
    if writer == "words" and ("mm" in form or "Brigade" in form):
        return
    words = str(value) if writer == "digits" else spelled(value)
    assert counts(f"He saw {form.format(words)} there.") == []


@untimed
@given(st.text(max_size=200))
def test_any_text_is_read_without_error_and_spans_hold(text: str) -> None:
    last = 0
    for quantity in find_quantities(text):
        assert quantity.start <= quantity.number_start < quantity.number_end
        assert quantity.number_start >= last
        assert quantity.count.text in (None, text[quantity.start : quantity.end])
        last = quantity.number_end


@untimed
@given(
    st.lists(
        st.sampled_from(
            ["between", "and", "12", "1,000", "of", "dozens", "from", "to", "a", "half", "million", "-", ","]
        ),
        max_size=14,
    )
)
def test_any_order_of_number_words_is_read_without_error(words: list[str]) -> None:
    text = " ".join(words)
    assert all(0 <= q.start < q.end <= len(text) for q in find_quantities(text))
    count = read_count(text)
    assert count is None or count.low is None or count.high is None or count.low <= count.high


@pytest.mark.parametrize("text", ["In March 2014 three farmers were killed", "On March 9, 2014 three shells fell"])
def test_a_year_behind_its_month_counts_nothing_whatever_follows(text: str) -> None:
    kinds = {text[q.number_start : q.number_end]: q.kind for q in find_quantities(text)}
    assert kinds["2014"] == "year"
    assert kinds["three"] == "count"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Three guards were killed and as many injured when a mine went off.", [3, 3]),
        ("Three rebels were killed, while as many policemen were wounded.", [3, 3]),
        ("Four men were killed and an equal number of guards were wounded.", [4, 4]),
        ("At least 12 people were killed and as many were hurt.", [12, 12]),
        ("Three guards were killed and many injured.", [3, None]),
        ("Three guards were killed and twice as many injured.", [3, None]),
        ("Three guards were killed and as many rebels as the army could find were held.", [3, None]),
        ("Three guards were killed. As many were wounded.", [3, None]),
    ],
)
def test_as_many_takes_up_the_number_before(text: str, wanted: list[int | None]) -> None:
    assert [q.count.low for q in find_quantities(text) if q.kind == "count"] == wanted


@pytest.mark.parametrize("bound", ["in excess of", "upwards of", "a total of"])
def test_a_bound_before_a_number_makes_it_no_year(bound: str) -> None:
    (found,) = find_quantities(f"The raids killed {bound} 1800 people.")
    assert found.kind == "count"
    assert found.count.low is not None
    assert found.count.low in (1800, 1801)
