"""The checks of week 8 as students meet them: what they accept, what they say, and that nothing odd breaks them."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from tests.unit.graded import Assignment

torch = pytest.importorskip("torch")
from utils.checks import oracles_week08 as oracles  # noqa: E402
from utils.checks import transfer_probes  # noqa: E402
from utils.checks.week08 import ensemble_predict, extract_features, networks, pca_color_shift  # noqa: E402
from utils.checks.week08.random_crop import uneven  # noqa: E402

WEEK = Assignment("week08_transfer")
ROOT = Path(__file__).parents[2]
HIDDEN = [name for name in WEEK.checks if name.endswith("_hidden")]


def test_message_has_the_form_of_the_course() -> None:
    wrong = WEEK.bank("replace_head", "wrong")["wrong_ten"]
    assert WEEK.failure("check_replace_head_shape", wrong).splitlines() == [
        "replace_head: wrong shape.",
        "  you were asked for   replace_head(model of 4 classes in eval mode, 3)",
        "  model(images)        shape (6, 10), expected (6, 3)",
        "  this is what you get when the head always has ten classes.",
        '  `classes` says how many. Lesson 8.2, "A new head".',
    ]


@pytest.mark.parametrize(
    ("question", "wrong", "lost"),
    [
        ("freeze", "weights_only", {"values", "hidden"}),
        ("freeze", "eval_too", {"rest"}),
        ("replace_head", "softmax", {"shape", "hidden"}),
        ("replace_head", "head_frozen", {"learns"}),
        ("replace_head", "body_reset", {"body"}),
        ("extract_features", "sorted", {"values", "hidden"}),
        ("extract_features", "gradients", {"mode"}),
        ("extract_features", "left_in_eval", {"untouched"}),
        ("parameter_groups", "exchanged", {"values", "hidden"}),
        ("parameter_groups", "shared_twice", {"once"}),
        ("parameter_groups", "frozen_in", {"frozen"}),
        ("random_mirror", "upside_down", {"values", "values_hidden"}),
        ("random_mirror", "global", {"random", "random_hidden"}),
        ("random_crop", "mirrored", {"values", "values_hidden"}),
        ("random_crop", "never_last", {"random", "random_hidden"}),
        ("random_crop", "no_error", {"errors"}),
        ("ten_crop", "upside_down", {"values", "hidden"}),
        ("ten_crop", "no_name", {"errors"}),
        ("split_then_augment", "test_augmented", {"leak", "leak_hidden"}),
        ("split_then_augment", "labels_of_copies", {"copies", "copies_hidden"}),
        ("split_then_augment", "first_ones", {"random", "random_hidden"}),
    ],
)
def test_one_wrong_idea_costs_its_own_points(question: str, wrong: str, lost: set[str]) -> None:
    assert WEEK.lost(question, WEEK.solution(question, f"wrong_{wrong}")) == lost


# ------------------------------------------------------------------------------------------ probes


def test_global_generators_are_watched_and_restored() -> None:
    draws = {"np.random": lambda: np.random.random(), "random": random.random, "torch": lambda: torch.rand(1)}
    for name, draw in draws.items():
        before = repr(np.random.get_state(legacy=False)), random.getstate()
        with transfer_probes.watching_generators() as used:
            draw()
        assert used == [name]
        assert (repr(np.random.get_state(legacy=False)), random.getstate()) == before


def test_a_network_is_made_of_its_arrays() -> None:
    state = networks.pretrained_state(tied=True)
    model = transfer_probes.pretrained(state, tied=True, head_first=True, frozen=["features.norm"])
    assert next(iter(dict(model.named_children()))) == "classifier"
    assert model.features[3][0].weight is model.features[3][2].weight
    assert [name for name, learns in transfer_probes.flags_of(model).items() if not learns] == [
        "features.norm.weight",
        "features.norm.bias",
    ]
    numbers = sum(p.numel() for p in model.parameters() if p.requires_grad)
    assert numbers == oracles.count(state, ["features.norm"], tied=True)


# ----------------------------------------------------------------------------------------- oracles


def test_oracle_of_the_features_agrees_with_the_module() -> None:
    state, x = extract_features._extractor(3, 4), extract_features._rows(6, 3)
    model = transfer_probes.watched(state).eval()
    with torch.no_grad():
        np.testing.assert_allclose(model(torch.from_numpy(x)).numpy(), oracles.features(state, x), atol=1e-3)


def test_shift_of_the_worked_example() -> None:
    shifted = oracles.pca_color_shift(**pca_color_shift.WORKED_PCA.required)
    np.testing.assert_allclose(shifted[0, 0], [12, 24, 31])


def test_ten_crops_of_the_worked_example() -> None:
    crops = dict(oracles.ten_crops(np.arange(1, 17).reshape(4, 4, 1), 2))
    assert len(crops) == 10
    assert [crop[..., 0].tolist() for crop in crops["bottom right"]] == [[[11, 12], [15, 16]]]
    assert {str(crop[..., 0].tolist()) for crop in crops["mirrored centre"]} == {"[[7, 6], [11, 10]]"}


def test_an_odd_margin_leaves_two_mirrored_centres() -> None:
    crops = dict(oracles.ten_crops(np.arange(1, 9).reshape(2, 4, 1), 1))
    assert [crop.item() for crop in crops["centre"]] == [2]
    assert [crop.item() for crop in crops["mirrored centre"]] == [2, 3]


def test_only_uneven_places_are_uneven() -> None:
    generator = np.random.default_rng(0)
    even = Counter(generator.integers(15, size=500).tolist())
    assert not uneven(even, 15)
    rounded = Counter(map(tuple, np.round(generator.random((500, 2)) * (2, 4)).tolist()))
    assert len(rounded) == 15
    assert uneven(rounded, 15)


def test_mean_and_vote_differ_in_the_worked_example() -> None:
    assert oracles.ensemble(ensemble_predict.WORKED_ENSEMBLE.required["probabilities"])[0] == 0


@pytest.mark.parametrize("check", HIDDEN)
@pytest.mark.parametrize("seeds", [range(5), pytest.param(range(200), marks=pytest.mark.slow)], ids=["few", "many"])
def test_hidden_checks_never_fail_the_reference_by_chance(
    check: str, seeds: range, monkeypatch: pytest.MonkeyPatch
) -> None:
    WEEK.judge_reference(check, seeds, monkeypatch)
