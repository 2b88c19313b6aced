"""Names over scripts."""

from __future__ import annotations

import pytest

from tollbook.reconcile.person_names import ONE_WORD_MOST, likeness, read_name


def alike(a: str, b: str) -> float:
    return likeness(read_name(a), read_name(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Oleksandr Kovalenko", "Олександр Коваленко"),
        ("Kovalenko Oleksandr", "Александр Коваленко"),
        ("Yuriy Shcherbakov", "Юрий Щербаков"),
        ("Wassyl Tkatschuk", "Vasyl Tkachuk"),
        ("Mohammed al-Hassan", "محمد الحسن"),
        ("Muhammad Alhassan", "Мухаммад аль-Хассан"),
        ("Abdelrahman Nassir", "عبد الرحمن ناصر"),
        ("Abdul Rahman Nasser", "عبدالرحمن ناصر"),
        ("Fatimah Yousef", "فاطمة يوسف"),
        ("Салех Хаддад", "صالح حداد"),
        ("Sergej Melnik", "Serhii Melnyk"),
    ],
)
def test_one_name_in_two_scripts_is_alike(a: str, b: str) -> None:
    assert alike(a, b) > 0.9
    assert alike(a, b) == alike(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [("Ivan Sydorenko", "Ivan Sydorov"), ("Omar Aziz", "Khadija Saleh"), ("Petro Moroz", "Петро Мельник")],
)
def test_other_names_are_not(a: str, b: str) -> None:
    assert alike(a, b) < 0.88


def test_a_man_and_a_woman_of_nearly_one_name_are_less_alike_than_one_person() -> None:
    one = alike("Oleksandra Kovalenko", "Олександра Коваленко")
    assert alike("Oleksandra Kovalenko", "Олександр Коваленко") < one - 0.04


def test_a_patronymic_stands_apart() -> None:
    name = read_name("Иван Петрович Сидоров")
    assert [word.latin for word in name.words] == ["ivan", "sidorov"]
    assert name.patronymic is not None and name.patronymic.latin == "petrovich"


def test_a_single_word_is_never_surely_the_name() -> None:
    assert alike("Hassan", "Hassan Hamdan") == ONE_WORD_MOST
    assert alike("", "Hassan") == 0.0
