"""The program's own help, written without Click, which takes three times as long to import as Python to start."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from keyword import iskeyword

from reportgen.cli.words import language_asked_for, language_of_locale, speak, spoken

PURPOSE = "Turn YAML meeting notes into minutes, agendas and speeches in HTML and PDF."
COMMANDS = {
    "init": "Start a content folder DIR with a commented example.",
    "new": "Draft the next meeting of SERIES: number, roster, open actions.",
    "import": "Read speeches, old minutes and registers from FILE into records.",
    "check": "Read CONTENT and report what is wrong, without building.",
    "build": "Build CONTENT into HTML pages and PDF documents.",
    "serve": "Show CONTENT in a browser, built and loaded anew at every change.",
    "watch": "Build CONTENT, and build it again at every change.",
    "verify": "Hold the files of OUT against their manifests, without the content.",
    "editions": "Show what each edition holds: field by field, and of every meeting.",
    "seal": "Seal records of an edition as built, so that changes are found.",
    "actions": "See the register of actions, record what happened, remind.",
    "schema": "Print the JSON Schema of one kind of file, for editors.",
    "templates": "See and override the templates.",
    "fonts": "See which fonts play the roles of a page, and cut them to size.",
    "doctor": "Say what this machine can print with, and what is missing.",
}
"""In the order of a first day; each stands in the file of its name, and a test holds the words to its docstring."""
OPTIONS = {
    "--version": "Show the version and exit.",
    "--lang [zh|en]": "Language of messages (default: site.yaml, else the locale).",
    "-h, --help": "Show this message and exit.",
}


def own_name(command: str) -> str:
    """Return the name of a command's file and function: its own, with a line after it where Python keeps the word."""
    return f"{command}_" if iskeyword(command) else command


def help_asked_for(words: Sequence[str]) -> str | None:
    """Return the program's help if a command line asks for that and nothing else; None: it asks for more."""
    language = language_asked_for(words)
    left = [word for word in words if word not in {"--lang", f"--lang={language}"} and word != language]
    if left not in (["--help"], ["-h"]):
        return None
    speak(language or language_of_locale())
    return overview()


def overview() -> str:
    """Return the program's help in the language spoken now."""
    usage = f"{spoken('Usage:')} reportgen {spoken('[OPTIONS]')} {spoken('COMMAND [ARGS]...')}"
    options = _table(spoken("Options"), OPTIONS)
    return "\n".join([usage, "", f"  {spoken(PURPOSE)}", *options, *_table(spoken("Commands"), COMMANDS)])


def _table(heading: str, rows: dict[str, str]) -> Iterator[str]:
    yield f"\n{heading}{spoken(':')}"
    width = max(map(len, rows))
    yield from (f"  {name:<{width}}  {spoken(words)}" for name, words in rows.items())
