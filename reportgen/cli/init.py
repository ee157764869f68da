"""`reportgen init`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from reportgen.cli.messages import language_of
from reportgen.cli.show import show

NEXT = {
    "zh": "接着：改写示例，然后运行 reportgen build {folder}",
    "en": "next: make the example your own, then run reportgen build {folder}",
}


@click.command()
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--lang", type=click.Choice(["zh", "en"]), expose_value=False, help="Language of the example.")
def init(directory: Path) -> None:
    """Start a content folder DIR with a commented example."""
    from reportgen import disk
    from reportgen.theme import bundled_folder

    language = language_of(None)
    starter = bundled_folder() / "starter" / language
    files = {path.relative_to(starter).as_posix(): path.read_bytes() for path in starter.rglob("*") if path.is_file()}
    for name in disk.copy_tree(files, directory):
        show(directory / name)
    show(NEXT[language].format(folder=shlex.quote(str(directory))), err=True)
