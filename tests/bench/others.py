"""What a user would pick instead: each tool given the same meetings, in the way its own manual would have it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TOOLS = HERE / ".venv/bin"
ELEVENTY = HERE / "node_modules/.bin/eleventy"

PAGE = """\
<!DOCTYPE html><html lang="{lang}"><meta charset="utf-8"><title>{title}</title>
<style>@page {{ size: A4; margin: 25mm; @bottom-center {{ content: counter(page) }} }}
body {{ font: 10.5pt/15pt "Liberation Serif", "Noto Serif CJK SC" }}
h1 {{ font-size: 18pt }}
h2 {{ font-size: 13pt }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ border-bottom: .5pt solid; text-align: left; padding: 2pt }}
</style><h1>{title}</h1><p>{start}, {chair}, {present}</p>{items}</html>
"""
TYPST = """\
#let meeting = json(sys.inputs.meeting)
#set page(paper: "a4", margin: (x: 22mm, y: 25mm), numbering: "1 / 1")
#set text(font: ("Liberation Serif", "Noto Serif CJK SC"), size: 10.5pt, lang: meeting.lang)
#set par(justify: true, leading: 0.5em)
#set document(title: meeting.title)
#align(center, text(18pt, strong(meeting.title)))
#meeting.start, #meeting.chair, #meeting.attendance.present.join(", ")
#for item in meeting.agenda [
  == #item.title
  #for paragraph in item.discussion.split("\\n\\n") [#paragraph #parbreak()]
  #for decision in item.decisions [#block(inset: (left: 8pt), stroke: (left: 1pt))[*#decision.id* #decision.text]]
  #table(columns: (1fr, 3fr, 1fr, 1fr, 1fr), ..item.actions.map(one =>
    (one.id, one.task, one.lead, one.owner, one.due)).flatten())
]
"""


def as_html(record: dict[str, Any], lang: str) -> str:
    """The meeting as a page somebody would write by hand."""
    items = "".join(
        f"<h2>{item['title']}</h2>"
        + "".join(f"<p>{words}</p>" for words in item["discussion"].split("\n\n"))
        + "".join(f"<p><b>{one['id']}</b> {one['text']}</p>" for one in item["decisions"])
        + "<table>"
        + "".join(
            f"<tr><th>{one['id']}<td>{one['task']}<td>{one['lead']}<td>{one['owner']}<td>{one['due']}"
            for one in item["actions"]
        )
        + "</table>"
        for item in record["agenda"]
    )
    return PAGE.format(
        lang=lang,
        title=record["title"],
        start=record["start"],
        chair=record["chair"],
        present=", ".join(record["attendance"]["present"]),
        items=items,
    )


def as_markdown(record: dict[str, Any]) -> str:
    """The meeting as a Markdown page, without a head of its own."""
    lines = [f"{record['start']}, {record['chair']}, {', '.join(record['attendance']['present'])}", ""]
    for item in record["agenda"]:
        lines += [f"## {item['title']}", "", item["discussion"], ""]
        lines += [f"- **{one['id']}** {one['text']}" for one in item["decisions"]]
        lines += ["", "| | Task | Lead | Owner | Due |", "|---|---|---|---|---|"]
        lines += [
            f"| {one['id']} | {one['task']} | {one['lead']} | {one['owner']} | {one['due']} |"
            for one in item["actions"]
        ]
        lines.append("")
    return "\n".join(lines)


def run(*command: str | Path, folder: Path) -> None:
    done = subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, (command, done.stderr[-2000:], done.stdout[-2000:])


def at_once(commands: Iterable[list[str]], folder: Path, most: int = 2) -> None:
    """Run programs, each in a process of its own, so many at any time, as `xargs -P` does."""
    waiting, running = list(commands), list[subprocess.Popen[bytes]]()
    while waiting or running:
        while waiting and len(running) < most:
            running.append(subprocess.Popen(waiting.pop(0), cwd=folder, stdout=-3, stderr=-3))
        assert running.pop(0).wait() == 0


def typst(records: dict[str, tuple[dict[str, Any], str]], folder: Path) -> None:
    """`typst compile` for each, through its Python package."""
    (folder / "minutes.typ").write_text(TYPST)
    for name, (record, lang) in records.items():
        (folder / f"{name}.json").write_text(json.dumps({**record, "lang": lang}))
    code = (
        "import sys, typst; name = sys.argv[1]; "
        "typst.compile('minutes.typ', output=name + '.pdf', sys_inputs={'meeting': name + '.json'})"
    )
    at_once([[str(TOOLS / "python"), "-c", code, name] for name in records], folder)


def chromium(records: dict[str, tuple[dict[str, Any], str]], folder: Path) -> None:
    """The print command of a headless browser, started for each."""
    for name, (record, lang) in records.items():
        (folder / f"{name}.html").write_text(as_html(record, lang))
    at_once(
        [
            [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile-{name}",
                f"--print-to-pdf={folder}/{name}.pdf", "--no-pdf-header-footer", f"file://{folder}/{name}.html",
            ]
            for name in records
        ],
        folder,
    )  # fmt: skip


def script_per_document(records: dict[str, tuple[dict[str, Any], str]], folder: Path) -> None:
    """A script that starts WeasyPrint for each."""
    script_per_page({name: as_html(record, lang) for name, (record, lang) in records.items()}, folder)


def script_per_page(pages: dict[str, str], folder: Path, at_a_time: int = 2) -> None:
    """A script that starts WeasyPrint for each of some pages, such as those that reportgen prints."""
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html)
    commands = [[sys.executable, "-m", "weasyprint", f"{name}.html", f"{name}.pdf"] for name in pages]
    at_once(commands, folder, at_a_time)


def script_at_once(records: dict[str, tuple[dict[str, Any], str]], folder: Path) -> None:
    """A script that prints all of them in one process."""
    for name, (record, lang) in records.items():
        (folder / f"{name}.html").write_text(as_html(record, lang))
    each = "for name in sys.argv[1:]: HTML(name + '.html').write_pdf(name + '.pdf')"
    code = f"import sys; from weasyprint import HTML\n{each}"
    run(sys.executable, "-c", code, *records, folder=folder)


def mkdocs(records: dict[str, tuple[dict[str, Any], str]], folder: Path) -> None:
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text("site_name: Minutes\nmarkdown_extensions: [tables]\n")
    (folder / "docs/index.md").write_text("# Minutes\n" + "".join(f"- [{one}]({one}.md)\n" for one in records))
    for name, (record, _) in records.items():
        (folder / f"docs/{name}.md").write_text(f"# {record['title']}\n\n{as_markdown(record)}")
    run(TOOLS / "mkdocs", "build", "--quiet", folder=folder)


def pelican(records: dict[str, tuple[dict[str, Any], str]], folder: Path) -> None:
    (folder / "content").mkdir()
    (folder / "conf.py").write_text("SITENAME = 'Minutes'\nPATH = 'content'\nTIMEZONE = 'UTC'\n")
    for name, (record, _) in records.items():
        head = f"Title: {record['title']}\nDate: {record['start']}\nSlug: {name}\n\n"
        (folder / f"content/{name}.md").write_text(head + as_markdown(record))
    run(TOOLS / "pelican", "content", "-s", "conf.py", "-q", folder=folder)


def eleventy(records: dict[str, tuple[dict[str, Any], str]], folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "page.njk").write_text(
        "<!DOCTYPE html><title>{{ title }}</title><h1>{{ title }}</h1>{{ content | safe }}"
    )
    shutil.move(folder / "page.njk", _made(folder / "in/_includes") / "page.njk")
    for name, (record, _) in records.items():
        head = f"---\ntitle: {json.dumps(record['title'])}\nlayout: page.njk\n---\n"
        (folder / f"in/{name}.md").write_text(head + as_markdown(record))
    run(ELEVENTY, "--input=in", "--output=out", "--quiet", folder=folder)


def plain_script(records: dict[str, tuple[dict[str, Any], str]], folder: Path) -> None:
    """Jinja and Python-Markdown in a loop, as one writes it in an afternoon."""
    for name, (record, _) in records.items():
        (folder / f"{name}.md").write_text(as_markdown(record))
    code = (
        "import sys, pathlib, jinja2, markdown\n"
        "source = '<!DOCTYPE html><title>{{ name }}</title>{{ body | safe }}'\n"
        "page = jinja2.Environment(autoescape=True).from_string(source)\n"
        "for path in pathlib.Path('.').glob('*.md'):\n"
        "    body = markdown.markdown(path.read_text(), extensions=['tables'])\n"
        "    path.with_suffix('.html').write_text(page.render(name=path.stem, body=body))\n"
    )
    run(sys.executable, "-c", code, folder=folder)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


PRINTERS = {
    "typst compile": typst,
    "chromium --print-to-pdf": chromium,
    "weasyprint for each": script_per_document,
    "weasyprint in one script": script_at_once,
}
SITES = {"MkDocs": mkdocs, "Pelican": pelican, "Eleventy": eleventy, "Jinja + Markdown script": plain_script}
