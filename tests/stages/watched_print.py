"""Print a good page and hostile ones under an audit hook; tell what only the hostile ones touched."""

from __future__ import annotations

import gc
import json
import re
import sys
import tempfile

from reportgen.model.build import PrintJob
from reportgen.stages.print import print_page

FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "urllib.Request", "ftplib.")

# A page with a font of its own keeps it in a folder with a random name while it is printed.
TEMPORARY = re.compile(re.escape(tempfile.gettempdir()) + r"/(weasyprint-)?\w{8}(?=/|$)")

opened: set[str] = set()
forbidden: list[str] = []


def watch(event: str, values: tuple[object, ...]) -> None:
    if event == "open":
        opened.add(TEMPORARY.sub("(temporary)", str(values[0])))
    elif event.startswith(FORBIDDEN):
        forbidden.append(event)


told = json.load(sys.stdin)
sys.addaudithook(watch)
assets = {f"asset:{name}": bytes.fromhex(content) for name, content in told["assets"].items()}
assert print_page(PrintJob(told["good"], assets)).pdf is not None
# Its fonts clean up after themselves when they are collected, which counts as its own doing.
gc.collect()
good = set(opened)
opened.clear()
refused = [print_page(PrintJob(html, assets)) for html in told["hostile"]]
json.dump(
    {
        "good": len(good),
        "hostile": sum(one.pdf is None for one in refused),
        "opened only by hostile pages": sorted(opened - good),
        "forbidden": forbidden,
    },
    sys.stdout,
)
