"""`reportgen init`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.words import language_of_locale

NEXT = {"zh": "接着：reportgen build {folder}", "en": "next: reportgen build {folder}"}


@click.command()
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--lang", type=click.Choice(["zh", "en"]), default=language_of_locale, help="Language of the example.")
def init(directory: Path, lang: str) -> None:
    """Start a content folder DIR with a commented example."""
    from reportgen import disk
    from reportgen.theme import bundled_folder

    starter = bundled_folder() / "starter" / lang
    files = {path.relative_to(starter).as_posix(): path.read_bytes() for path in starter.rglob("*") if path.is_file()}
    for name in disk.copy_tree(files, directory):
        click.echo(directory / name)
    click.echo(NEXT[lang].format(folder=directory), err=True)
