"""`reportgen serve`."""

from __future__ import annotations

import datetime as dt
import ipaddress
from pathlib import Path

import click

from reportgen.cli.messages import Talk, language_of, place_of
from reportgen.cli.options import as_of_option, content_argument, lang_option
from reportgen.cli.show import show
from reportgen.cli.watch import Account, edition_option, jobs_option, orders, output_option, outputs_option

STOP = {"zh": "按 Ctrl-C 停止", "en": "Ctrl-C stops"}
OTHERS = {
    "zh": "注意：凡能连到 {host} 的人都能读到这一版",
    "en": "note: everybody who can reach {host} can read this edition",
}


@click.command()
@content_argument
@output_option
@edition_option
@outputs_option
@as_of_option
@jobs_option
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", help="Where to listen (default: this machine alone).")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port to listen at (default: the first free one from 8000 on)."
)
@lang_option
@click.pass_context
def serve(  # noqa: PLR0917 - one argument for each option
    ctx: click.Context,
    content: Path,
    output: Path,
    edition: str | None,
    outputs: frozenset[str] | None,
    as_of: dt.date,
    jobs: int | None,
    host: str,
    port: int | None,
) -> None:
    """Show CONTENT in a browser, built and loaded anew at every change."""
    from reportgen import serving

    serving.require()
    from reportgen.serving.server import ServeOrder
    from reportgen.serving.server import serve as run

    talk = Talk(language_of(content), content)
    build = orders(ctx, content, output, edition=edition, outputs=outputs, as_of=as_of, jobs=jobs)
    order = ServeOrder(build, host, port, talk.language, lambda span: place_of(content, span))
    run(order, ready=lambda address: _tell_address(talk, address, host), end=Account(talk, edition).of)


def _tell_address(talk: Talk, address: str, host: str) -> None:
    if _reaches_others(host):
        talk.say(OTHERS[talk.language].format(host=host))
    # On stdout: it is the result, and a script may wait for it.
    show(address)
    talk.say(STOP[talk.language])


def _reaches_others(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"
