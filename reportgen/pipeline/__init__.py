"""The order of the stages: what a command asks for, from content folder to files."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.pipeline.acting import Wanted, list_actions, show_action
    from reportgen.pipeline.building import build
    from reportgen.pipeline.comparing import Comparison, compare_editions
    from reportgen.pipeline.drafting import carry, draft_next
    from reportgen.pipeline.editions import declared_editions, id_of_edition, inspect_edition, is_open_edition
    from reportgen.pipeline.order import BuildOrder, BuildReport, Hear, Tell
    from reportgen.pipeline.reading import inspect
    from reportgen.pipeline.recording import News, record_event, write_event
    from reportgen.pipeline.reminding import remind
    from reportgen.pipeline.sealing import SealOrder, seal, take_down
    from reportgen.pipeline.verifying import Verified, verify

_ROOMS = {
    "BuildOrder": "order",
    "BuildReport": "order",
    "Comparison": "comparing",
    "Hear": "order",
    "News": "recording",
    "SealOrder": "sealing",
    "Tell": "order",
    "Verified": "verifying",
    "Wanted": "acting",
    "build": "building",
    "carry": "drafting",
    "compare_editions": "comparing",
    "declared_editions": "editions",
    "draft_next": "drafting",
    "id_of_edition": "editions",
    "inspect": "reading",
    "inspect_edition": "editions",
    "is_open_edition": "editions",
    "list_actions": "acting",
    "record_event": "recording",
    "remind": "reminding",
    "seal": "sealing",
    "show_action": "acting",
    "take_down": "sealing",
    "verify": "verifying",
    "write_event": "recording",
}


def __getattr__(name: str) -> Any:
    """Return what a room of this package offers, loaded only now: some commands need next to nothing of it."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)


__all__ = [
    "BuildOrder",
    "BuildReport",
    "Comparison",
    "Hear",
    "News",
    "SealOrder",
    "Tell",
    "Verified",
    "Wanted",
    "build",
    "carry",
    "compare_editions",
    "declared_editions",
    "draft_next",
    "id_of_edition",
    "inspect",
    "inspect_edition",
    "is_open_edition",
    "list_actions",
    "record_event",
    "remind",
    "seal",
    "show_action",
    "take_down",
    "verify",
    "write_event",
]
