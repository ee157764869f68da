"""JSON Schema of each kind of file: an editor completes keys while people type, a program knows what it reads."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from reportgen.formats.messages.shape import MessagesFile
from reportgen.formats.registers.shape import RegisterFile
from reportgen.model.config import SiteConfig
from reportgen.model.meeting import Briefing, Minutes, Speech, Updates
from reportgen.model.party import People

SHAPES: dict[str, type[BaseModel]] = {
    "meeting": Minutes,
    "speech": Speech,
    "updates": Updates,
    "briefing": Briefing,
    "site": SiteConfig,
    "people": People,
    "register": RegisterFile,
    "messages": MessagesFile,
}
"""By the word after `reportgen schema`."""


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file: in the keys people type, or in those the program writes."""
    schema = SHAPES[kind].model_json_schema(by_alias=True)
    if kind not in {"site", "people", "register", "messages"}:
        # The file name is the id: nobody types it.
        schema.get("properties", {}).pop("id", None)
        schema["required"] = [key for key in schema.get("required", []) if key != "id"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema | {"title": f"reportgen {kind}"}
