"""`reportgen serve`."""

from __future__ import annotations

import ipaddress
from pathlib import Path

import click

from reportgen.cli.messages import Talk, language_of, place_of
from reportgen.cli.options import lang_option
from reportgen.cli.show import show
from reportgen.cli.watch import Account, building, orders

STOP = {"zh": "按 Ctrl-C 停止", "en": "Ctrl-C stops"}
OTHERS = {
    "zh": "注意：凡能连到 {host} 的人都能读到这一版",
    "en": "note: everybody who can reach {host} can read this edition",
}


@click.command()
@building
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", help="Where to listen (default: this machine alone).")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port to listen at (default: the first free one from 8000 on)."
)
@lang_option
@click.pass_context
def serve(
    ctx: click.Context, /, content: Path, edition: str | None, host: str, port: int | None, **_built: object
) -> None:
    """Show CONTENT in a browser, built and loaded anew at every change."""
    from reportgen import serving

    serving.require()
    from reportgen.serving.server import ServeOrder
    from reportgen.serving.server import serve as run

    talk = Talk(language_of(content), content)
    order = ServeOrder(orders(ctx), host, port, talk.language, lambda span: place_of(content, span))
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
