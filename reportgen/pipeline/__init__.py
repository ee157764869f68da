"""The order of the stages: what a command asks for, from content folder to files."""

from reportgen.pipeline.acting import Wanted, list_actions, show_action
from reportgen.pipeline.building import BuildOrder, BuildReport, Hear, Tell, build
from reportgen.pipeline.comparing import Comparison, compare_editions
from reportgen.pipeline.drafting import carry, draft_next
from reportgen.pipeline.editions import declared_editions, id_of_edition, inspect_edition
from reportgen.pipeline.reading import inspect
from reportgen.pipeline.recording import News, record_event, write_event
from reportgen.pipeline.reminding import remind
from reportgen.pipeline.sealing import SealOrder, seal, take_down

__all__ = [
    "BuildOrder",
    "BuildReport",
    "Comparison",
    "Hear",
    "News",
    "SealOrder",
    "Tell",
    "Wanted",
    "build",
    "carry",
    "compare_editions",
    "declared_editions",
    "draft_next",
    "id_of_edition",
    "inspect",
    "inspect_edition",
    "list_actions",
    "record_event",
    "remind",
    "seal",
    "show_action",
    "take_down",
    "write_event",
]
