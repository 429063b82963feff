"""Milvus Lite's server, of which a part fails as FOLDER.faults says, in JSON: python milvus_faulty_process.py FOLDER PORT.

{"bm25": "refused"} refuses searches in that field, {"vector": "late"} is not done in time with them, and
{"authorization": "…"} lets in whoever sends just this, as a server with users does.
"""

from __future__ import annotations

import json
import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grpc import ServicerContext, StatusCode
from milvus_lite.adapter.grpc.servicer import MilvusServicer
from pymilvus.grpc_gen import common_pb2, milvus_pb2

FAULTS = Path(f"{sys.argv[1]}.faults")
Method = Callable[[MilvusServicer, Any, ServicerContext], object]


def failing(method: Method) -> Method:
    def call(self: MilvusServicer, request: object, context: ServicerContext) -> object:
        faults = json.loads(FAULTS.read_text(encoding="utf-8")) if FAULTS.exists() else {}
        wanted = faults.get("authorization")
        if wanted and dict(context.invocation_metadata()).get("authorization") != wanted:
            context.abort(StatusCode.UNAUTHENTICATED, "auth check failure, please check username and password are correct")
        fields = [pair.value for pair in getattr(request, "search_params", ()) if pair.key == "anns_field"]
        match faults.get(fields[0]) if fields else None:
            case "late":
                context.abort(StatusCode.DEADLINE_EXCEEDED, "Deadline Exceeded")
            case "refused":
                return milvus_pb2.SearchResults(status=common_pb2.Status(code=65535, reason="fail to search on QueryNode 4"))
        return method(self, request, context)

    return call


for name, method in list(vars(MilvusServicer).items()):
    if name[0].isupper():
        setattr(MilvusServicer, name, failing(method))
runpy.run_path(str(Path(__file__).with_name("milvus_lite_process.py")))
