"""Numbers in English and Korean words."""

import numpy as np
import pytest

from utils.number_words import ENGLISH, KOREAN, PAD, ROMANISED, english, korean, to_numbers, to_words


@pytest.mark.parametrize(
    ("number", "in_english", "in_korean"),
    [
        (0, "zero", "영"),
        (10, "ten", "십"),
        (19, "nineteen", "십 구"),
        (21, "twenty one", "이 십 일"),
        (111, "one hundred eleven", "백 십 일"),
        (1005, "one thousand five", "천 오"),
        (10_000, "ten thousand", "만"),
        (12_345, "twelve thousand three hundred forty five", "만 이 천 삼 백 사 십 오"),
        (110_000, "one hundred ten thousand", "십 일 만"),
        (
            12_345_678,
            "twelve million three hundred forty five thousand six hundred seventy eight",
            "천 이 백 삼 십 사 만 오 천 육 백 칠 십 팔",
        ),
    ],
)
def test_words_of_a_number(number, in_english, in_korean):
    assert english(number) == in_english.split()
    assert korean(number) == in_korean.split()


def test_different_numbers_have_different_words():
    numbers = np.random.default_rng(0).choice(100_000_000, 2000, replace=False)
    for words in (english, korean):
        assert len({tuple(words(int(number))) for number in numbers}) == 2000


def test_places_in_the_vocabulary_and_back():
    table = to_numbers([korean(10_000), korean(305)], KOREAN)
    assert table.shape == (2, 3)
    assert to_words(table[0], KOREAN) == ["만", PAD, PAD]
    assert to_words(table[1], KOREAN) == ["삼", "백", "오"]
    assert ROMANISED.keys() == set(KOREAN)


@pytest.mark.parametrize("number", [-1, 100_000_000])
def test_numbers_out_of_range_are_refused(number):
    for words in (english, korean):
        with pytest.raises(ValueError, match="number must be from 0"):
            words(number)


def test_unknown_words_are_named():
    with pytest.raises(ValueError, match="eleventy"):
        to_numbers([["eleventy"]], ENGLISH)
