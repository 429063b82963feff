from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from chat.calibration import Calibration
from chat.evidence import Features
from index.library import Library
from tests.chat.fakes import evidence
from tests.conftest import KeywordEncoder
from training.answer_data import FOREIGN, TEXTS_IN_LIBRARY, small_libraries
from training.answer_fit import ANSWER_BY_HAND, FALSE_ABSTENTION, NAMES, SIGN_NAMES, SPEAKS_AGAINST, Asked, fit, report, thresholds


def some_questions(n_questions: int, *, seed: int) -> list[Asked]:
    """Questions whose gold sentence the judge scores high; of the unanswerable ones half their words are unknown."""
    chance = np.random.default_rng(seed)
    asked = []
    for number in range(n_questions):
        features = chance.normal(size=(10, len(NAMES)))
        is_answerable = number % 2 == 0
        gold = np.zeros(10, dtype=bool)
        gold[number % 10] = is_answerable
        features[:, NAMES.index("judged")] += 4.0 * gold
        features[:, NAMES.index("unknown")] = 0.0 if is_answerable else 0.5
        features[:, NAMES.index("coverage")] -= gold  # as chance has it: gold covers less
        row = {"type": "answerable" if is_answerable else "unanswerable", "near": None if is_answerable else "close"}
        asked.append(Asked(row, 1.0, features, gold))
    return asked


def test_what_speaks_for_an_answer_weighs_for_it_and_never_against_its_meaning() -> None:
    asked = some_questions(200, seed=1)
    model = fit(asked)
    order = dict(zip(NAMES, model.order, strict=True))
    assert order["judged"] > 0.5
    assert order["coverage"] >= 0.0
    answer = dict(zip(SIGN_NAMES, model.answer, strict=True))
    assert answer["unknown"] < -0.5
    assert min(value for name, value in answer.items() if name not in {*SPEAKS_AGAINST, *ANSWER_BY_HAND}) >= 0.0
    assert np.mean([model.rank_of_gold(item) == 0 for item in asked if item.is_answerable]) > 0.9


def test_what_is_fitted_is_what_the_product_computes() -> None:
    asked = some_questions(40, seed=4)
    model = fit(asked)
    product = Calibration(tuple(model.order), tuple(model.answer), model.intercept, 0.5, 1.0, 1.0, 0.3, 0.2, 3.0, 0.1)
    for item in asked[:5]:
        found = product.ranked([replace(evidence("Pain fell.", 0), features=Features(*row)) for row in item.features.tolist()])
        assert found[0].probability == pytest.approx(model.best(item))
        assert [one.probability for one in found] == sorted((one.probability for one in found), reverse=True)


def test_the_threshold_leaves_the_agreed_share_of_answerable_questions_silent() -> None:
    asked = some_questions(200, seed=2)
    model = fit(asked)
    answer_from = thresholds(asked, model)["answer_from"]
    below = np.mean([model.best(item) < answer_from for item in asked if item.is_answerable])
    assert below == pytest.approx(FALSE_ABSTENTION, abs=0.03)
    assert "close: 100 questions" in report(asked, model, answer_from)


def test_questions_without_any_evidence_do_not_stop_the_fit() -> None:
    nothing = Asked({"type": "unanswerable", "near": "close"}, 1.0, np.zeros((0, len(NAMES))), np.zeros(0, dtype=bool))
    model = fit([*some_questions(40, seed=3), nothing])
    assert model.best(nothing) < 0.01


def test_the_judges_questions_are_asked_of_small_libraries_no_more_of_them_than_wanted(tmp_path: Path, encoder: KeywordEncoder) -> None:
    made = list(small_libraries(tmp_path / "fit", tmp_path, ("tune",), encoder, most=2))
    assert [(one.part, one.folder.name) for one in made] == [("tune", "tune-00"), ("tune", "tune-01")]
    for one in made:
        with Library.open(one.folder, encoder=encoder) as library:
            held = {source.source_id for source in library.sources()}
        assert len(held) == TEXTS_IN_LIBRARY
        assert sum(row["near"] == "medical" for row in one.rows) == FOREIGN
        assert {span["source_id"] for row in one.rows for gold in row["gold"] for span in gold} <= held
