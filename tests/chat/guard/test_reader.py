"""The shipped reader on OpenVINO: as torch computes it, the same every time and in any company, and nothing that was tampered with."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from chat.guard.decision import ROUTES
from chat.guard.network import N_ROUTES, merged_reader
from chat.guard.reader import FOLDER, Reader, softmax
from chat.guard.reading import MAX_PARTS, Reading, lay_out
from chat.reply import Route
from index.adapter import RECORD_FILE, Adapter, adapter_hash
from index.encoder import model_folder
from index.errors import EncoderError

MESSAGES = [
    "What are the side effects of ketamine?",
    "there is no point in any of this and i have made up my mind",
    "my husband's lips are blue and he is not making sense",
    "should I halve my dose of pregabalin",
    "thanks, that was kind",
    "was sind die Nebenwirkungen von Ketamin",
]
EXPECTED = [Route.ANSWER, Route.CRISIS, Route.EMERGENCY, Route.PERSONAL_ADVICE, Route.SMALLTALK, Route.ANSWER]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return Reader.open(tmp_path_factory.mktemp("models"))


def readings(reader: Reader) -> list[Reading]:
    return [reading for message in MESSAGES for reading in lay_out(message, [], reader.tokens)]


@pytest.mark.parametrize(
    ("message", "route"),
    list(zip(MESSAGES, EXPECTED, strict=True)),
)
def test_plain_messages_get_their_route(reader: Reader, message: str, route: Route) -> None:
    assert ROUTES[int(np.argmax(reader.probabilities(message)))] is route


def test_turns_before_a_message_change_what_it_means(reader: Reader) -> None:
    asked = reader.probabilities("and for me?", ["what is the usual dose of amitriptyline for nerve pain"])
    assert ROUTES[int(np.argmax(asked))] is Route.PERSONAL_ADVICE


def test_the_same_scores_come_back_in_any_company(reader: Reader) -> None:
    together = reader.scores(readings(reader))
    assert np.array_equal(reader.scores(readings(reader)), together)
    alone = np.concatenate([reader.scores([reading]) for reading in readings(reader)])
    assert np.abs(together - alone).max() <= 0.05  # processors that compute in bfloat16 keep three digits
    assert np.array_equal(together.argmax(axis=1), alone.argmax(axis=1))
    assert np.array_equal(reader.scores(readings(reader)[::-1])[::-1].argmax(axis=1), together.argmax(axis=1))


def test_each_of_several_texts_is_read_as_by_itself(reader: Reader) -> None:
    long = "pain and sleep in cohorts, table by table. " * 60
    texts = [*MESSAGES, long]
    together = reader.of_each(texts)
    assert together.shape == (len(texts), len(ROUTES))
    assert np.abs(together - np.stack([reader.probabilities(text) for text in texts])).max() < 0.05


@pytest.mark.parametrize("message", ["", " \n", "\x00\ud800", "😀" * 500, "a" * 100_000, "pain and sleep. " * 20_000])
def test_odd_text_is_read(reader: Reader, message: str) -> None:
    assert reader.probabilities(message, [message]).sum() == pytest.approx(1.0, abs=1e-5)
    assert len(lay_out(message, [], reader.tokens)) <= MAX_PARTS


def test_openvino_computes_what_torch_computes(reader: Reader) -> None:
    folder = model_folder()[1]
    assert folder is not None
    network = merged_reader(folder, Adapter.load(FOLDER))
    for reading in readings(reader):
        ids = torch.tensor([reading.ids])
        with torch.no_grad():
            expected = network(ids, torch.ones_like(ids), torch.tensor([reading.token_types])).numpy()
        assert np.abs(softmax(reader.scores([reading])) - softmax(expected)).max() < 0.05


def test_the_record_is_of_these_weights() -> None:
    record = json.loads((FOLDER / RECORD_FILE).read_text(encoding="utf-8"))
    assert record["sha256"] == adapter_hash(FOLDER)
    assert len(ROUTES) == N_ROUTES


def test_a_converted_model_that_was_changed_is_refused(tmp_path: Path, reader: Reader) -> None:
    shutil.copytree(reader.folder, tmp_path / reader.folder.name)
    weights = tmp_path / reader.folder.name / "model.bin"
    changed = bytearray(weights.read_bytes())
    changed[1000] ^= 1
    weights.write_bytes(changed)
    with pytest.raises(EncoderError, match="changed on disk"):
        Reader.open(tmp_path)


def test_a_missing_adapter_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(EncoderError):
        Reader.open(tmp_path, adapter=tmp_path)


def test_a_later_start_needs_no_torch(reader: Reader) -> None:
    code = (
        "import sys; from pathlib import Path; from chat.guard.reader import Reader; "
        f"Reader.open(Path({str(reader.folder.parent)!r})).probabilities('what is pain?'); "
        "assert not {'torch', 'transformers', 'sentence_transformers'} & set(sys.modules), 'torch was imported'"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
