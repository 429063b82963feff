"""OpenVINO without its telemetry, and the two things we ask of it: convert a torch module once, run it many times.

Importing `openvino` reports to an analytics service on the internet unless `openvino_telemetry` cannot be imported
(openvino/tools/ovc/telemetry_utils.py). Nothing may leave this machine, so every use of OpenVINO goes through here.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from filelock import FileLock

from index.errors import EncoderError
from index.files import sha256_of
from index.mapped import give_back
from index.model_threads import leave_cores_to_models, model_threads, n_at_once

if TYPE_CHECKING:
    from torch import nn

sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # None is how an import is forbidden; it has no type for it
import openvino  # noqa: E402  # only after its telemetry is closed

MODEL_FILE = "model.xml"
WEIGHTS_FILE = "model.bin"
STAMP_FILE = "stamp.json"
COMPILED_FOLDER = "compiled"
VALUES_WITH_ONE_STEP = 128  # of a token's; with fewer the multiplying is slower, with more less exact (docs/decisions)
_LOCK_S = 20.0

Inputs = npt.NDArray[np.int64]


def convert(
    module: nn.Module, folder: Path, *, n_inputs: int = 2, beside: Mapping[str, str] | None = None, eight_bits: bool = False
) -> None:
    """Write `module`, called with `n_inputs` integer tensors (texts, tokens), as an OpenVINO model into `folder`.

    `beside` holds further text files, name to content. With `eight_bits` its matrices are kept and multiplied in eight bits.
    The folder appears whole or not at all; its stamp holds the hash that `OpenVinoModel` checks at each load.
    """
    import torch

    example = tuple(torch.ones((2, 8), dtype=torch.long) for _ in range(n_inputs))
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns of branches on shapes; a test compares the result with torch
        model = openvino.convert_model(module.eval(), example_input=example)
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
    openvino.save_model(model, draft / MODEL_FILE, compress_to_fp16=True)
    if eight_bits:  # after the saving: a model that holds such matrices already is not brought to half precision any more
        _keep_in_eight_bits(draft / MODEL_FILE)
    for name, content in (beside or {}).items():
        (draft / name).write_text(content, encoding="utf-8")
    stamp = {"sha256": sha256_of(draft / WEIGHTS_FILE), "openvino": openvino.__version__, "eight_bits": eight_bits}
    (draft / STAMP_FILE).write_text(json.dumps(stamp), encoding="utf-8")
    if is_converted(folder):  # another process was faster
        shutil.rmtree(draft)
    else:
        draft.rename(folder)


def _keep_in_eight_bits(model_file: Path) -> None:
    """Keep each matrix that states are multiplied with in whole steps of a size for each of its rows, as `nncf.compress_weights` would.

    That library brings torch and a dozen others to whoever converts. What stands in steps is multiplied in steps: OpenVINO
    brings a token's values to eight bits as it meets them, where the processor multiplies such faster.
    """
    from openvino import opset13 as ops

    draft = model_file.with_name(f"draft-{MODEL_FILE}")
    model_file.rename(draft)
    weights, draft_weights = model_file.with_suffix(".bin"), draft.with_suffix(".bin")
    weights.rename(draft_weights)
    model = openvino.Core().read_model(draft)
    for node in model.get_ordered_ops():
        matrix = _matrix_of(node)
        if matrix is None:
            continue
        step = np.maximum(np.abs(matrix).max(axis=1, keepdims=True) / 127, 1e-9)
        whole = ops.constant(np.round(matrix / step).astype(np.int8))
        in_steps = ops.multiply(ops.convert(whole, "f32"), ops.constant(step.astype(np.float32)))
        product = ops.matmul(node.input_value(0), in_steps, node.get_attributes()["transpose_a"], True)
        product.set_friendly_name(node.get_friendly_name())
        for target in node.output(0).get_target_inputs():
            target.replace_source_output(product.output(0))
    openvino.save_model(model, model_file, compress_to_fp16=False)
    draft.unlink()
    draft_weights.unlink()


def _matrix_of(node: openvino.Node) -> npt.NDArray[np.float32] | None:
    """The constant matrix (out, in) that a node multiplies with; None if it does anything else."""
    if node.get_type_name() != "MatMul":
        return None
    given = node.input_value(1).get_node()
    if given.get_type_name() == "Convert":
        given = given.input_value(0).get_node()
    if given.get_type_name() != "Constant" or len(given.shape) != 2:
        return None
    matrix: npt.NDArray[np.float32] = np.asarray(given.data, dtype=np.float32)
    return matrix if node.get_attributes()["transpose_b"] else matrix.T


def has_bfloat16(core: openvino.Core | None = None) -> bool:
    """Whether this processor multiplies in bfloat16 itself; one that imitates it takes hundreds of times as long."""
    return "BF16" in (core or openvino.Core()).get_property("CPU", "OPTIMIZATION_CAPABILITIES")


def is_converted(folder: Path) -> bool:
    """Whether a finished conversion lies in `folder`."""
    return (folder / STAMP_FILE).is_file()


class OpenVinoModel:
    """A converted model, ready to run on the CPU; safe to call from any number of threads, which costs no memory of theirs.

    Many batches are each worked on by one of `n_at_once()` threads, with its share of the cores: on two cores a batch by one core and
    the next by the other. That takes a seventh less of the processor than both cores on each batch, which wait for each other. One batch
    alone, a question, has all cores, in the thread that asks: to hand it over takes half as long as to compute it.
    """

    def __init__(self, folder: Path, *, is_for_many: bool = False) -> None:
        """Ready for many batches or for one alone; the other way is made ready when it is first asked for."""
        stamp = json.loads((folder / STAMP_FILE).read_text(encoding="utf-8"))
        if sha256_of(folder / WEIGHTS_FILE) != stamp["sha256"]:
            raise EncoderError(
                f"{folder}: the converted model has changed on disk. Delete this folder; it is made again at the next start."
            )
        self._folder = folder
        self._is_in_eight_bits = bool(stamp.get("eight_bits"))
        self._requests = threading.local()
        self._compiling, self._alone = threading.Lock(), threading.Lock()
        self._n_first_runs = 0  # still to come
        self._for_many: openvino.CompiledModel | None = None
        self._for_one: openvino.InferRequest | None = None
        if is_for_many:
            self._ready_for_many()
        else:
            self._ready_for_one()

    def run(self, *inputs: Inputs) -> npt.NDArray[np.float32]:
        """Run one batch that somebody waits for: arrays (texts, tokens) in, the model's first output, copied, out."""
        with self._alone:
            return self._ran(infer(self._ready_for_one(), inputs))

    def run_many(self, batches: Iterable[Sequence[Inputs]], *, is_urgent: bool = True) -> Iterator[npt.NDArray[np.float32]]:
        """Run batches, several at the same time; outputs in order. What is not urgent lets others go first."""
        return model_threads().run(self._infer, batches, is_urgent=is_urgent)

    def _infer(self, inputs: Sequence[Inputs]) -> npt.NDArray[np.float32]:
        request: Any = getattr(self._requests, "request", None)
        if request is None:
            request = self._requests.request = self._ready_for_many().create_infer_request()
        return self._ran(infer(request, inputs))

    def _ran(self, output: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """The output; after a first run the memory is given back that the weights' file took to be copied into the processor's order."""
        if self._n_first_runs:
            with self._compiling:
                self._n_first_runs = max(0, self._n_first_runs - 1)
            give_back(self._folder / WEIGHTS_FILE)
        return output

    def _ready_for_many(self) -> openvino.CompiledModel:
        with self._compiling:
            if self._for_many is None:
                self._for_many = self._compiled({"NUM_STREAMS": n_at_once()})
                self._n_first_runs += n_at_once()
            return self._for_many

    def _ready_for_one(self) -> openvino.InferRequest:
        with self._compiling:
            if self._for_one is None:
                self._for_one = self._compiled({"NUM_STREAMS": 1, "INFERENCE_NUM_THREADS": n_at_once()}).create_infer_request()
                self._n_first_runs += 1
            return self._for_one

    def _compiled(self, shares: Mapping[str, str | int]) -> openvino.CompiledModel:
        leave_cores_to_models()
        core = openvino.Core()
        config: dict[str, str | int] = {
            **shares,
            "INFERENCE_PRECISION_HINT": "bf16" if has_bfloat16(core) else "f32",
            "DYNAMIC_QUANTIZATION_GROUP_SIZE": VALUES_WITH_ONE_STEP if self._is_in_eight_bits else 0,
        }
        return _compile(core, self._folder, config)


def compiled_products(rows: npt.NDArray[np.int8], steps: npt.NDArray[np.float32]) -> openvino.InferRequest:
    """Ready to multiply rows (n, dimension), kept in whole steps of a size for each (n, 1), with a vector (1, dimension): (1, n).

    Computed in single precision by the thread that asks, also where the processor has less exact ways: what is decided by it is the same.
    """
    from openvino import opset13 as ops

    vector = ops.parameter([1, rows.shape[1]], np.float32)
    in_steps = ops.multiply(ops.convert(ops.constant(rows), "f32"), ops.constant(steps.astype(np.float32)))
    model = openvino.Model([ops.matmul(vector, in_steps, False, True)], [vector])
    config: dict[str, str | int] = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": 1, "DYNAMIC_QUANTIZATION_GROUP_SIZE": 0}
    return openvino.Core().compile_model(model, "CPU", config).create_infer_request()


def infer(request: openvino.InferRequest, inputs: Sequence[Inputs | npt.NDArray[np.float32]]) -> npt.NDArray[np.float32]:
    """The first output, copied. The inputs are lent: `infer` copies them and looks up what they are, a quarter of a question's time."""
    for number, rows in enumerate(inputs):
        request.set_input_tensor(number, openvino.Tensor(rows, shared_memory=True))
    request.start_async()
    request.wait()
    return np.array(request.get_output_tensor(0).data, dtype=np.float32)


def _compile(core: openvino.Core, folder: Path, config: dict[str, str | int]) -> openvino.CompiledModel:
    """Compile, or take up what an earlier start compiled: a third of the time. The weights stay in their own file.

    OpenVINO keys what it keeps by model, settings, version and processor, and compiles again what it cannot read.
    """
    kept = folder / COMPILED_FOLDER
    with suppress(OSError, RuntimeError):  # where nothing can be kept, as on a read-only disk, each start compiles
        kept.mkdir(exist_ok=True)
        with FileLock(folder / f"{COMPILED_FOLDER}.lock", timeout=_LOCK_S):  # no reading while another process writes
            return core.compile_model(folder / MODEL_FILE, "CPU", {**config, "CACHE_DIR": str(kept), "CACHE_MODE": "OPTIMIZE_SIZE"})
    return core.compile_model(folder / MODEL_FILE, "CPU", config)
