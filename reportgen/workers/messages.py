"""Jobs and answers as plain bytes and JSON: whatever comes back from a hostile page, nothing of it is ever run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import IO

from reportgen.model.build import Piece, Printed, PrintJob
from reportgen.workers.findings import KINDS

MOST_PARTS = 1_000_000
MOST_BYTES = 4 * 1024**3
"""Of all parts together; what is told to be longer comes from a process that is broken."""


def send(stream: IO[bytes], parts: Sequence[bytes]) -> None:
    """Write a message: how many parts, how long each is, then the parts."""
    numbers = (len(parts), *(len(part) for part in parts))
    stream.write(b"".join(number.to_bytes(8) for number in numbers))
    for part in parts:
        stream.write(part)
    stream.flush()


def receive(stream: IO[bytes]) -> list[bytes]:
    """Return the parts of the next message.

    Raises:
        EOFError: the other side ended.
        ValueError: no message is so long.

    """
    count = int.from_bytes(_exactly(stream, 8))
    if count > MOST_PARTS:
        raise ValueError("a message of too many parts")
    lengths = [int.from_bytes(_exactly(stream, 8)) for _ in range(count)]
    if sum(lengths) > MOST_BYTES:
        raise ValueError("a message that is too long")
    return [_exactly(stream, length) for length in lengths]


def _exactly(stream: IO[bytes], length: int) -> bytes:
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return content


def parts_of_job(job: PrintJob) -> list[bytes]:
    """Return a job as the parts of a message."""
    about = {
        "assets": list(job.assets),
        "variant": job.variant,
        "even_end": job.even_end,
        "piece": asdict(job.piece) if job.piece else None,
        "binds": job.binds,
        "seconds": job.seconds,
        "megabytes": job.megabytes,
    }
    return [json.dumps(about).encode(), job.html.encode("utf-8", "surrogatepass"), *job.assets.values()]


def job_of(parts: Sequence[bytes]) -> PrintJob:
    """Return the job that a message holds."""
    about, html, *assets = parts
    told = json.loads(about)
    named = dict(zip(told.pop("assets"), assets, strict=True))
    told["piece"] = Piece(**told["piece"]) if told["piece"] else None
    return PrintJob(html.decode("utf-8", "surrogatepass"), named, **told)


def parts_of_printed(printed: Printed) -> list[bytes]:
    """Return what was printed as the parts of an answer."""
    about = {
        "has_pdf": printed.pdf is not None,
        "pages": printed.pages,
        "problems": [(one.code, one.values) for one in printed.problems],
    }
    return [json.dumps(about).encode(), printed.pdf or b""]


def printed_of(parts: Sequence[bytes]) -> Printed:
    """Return what an answer holds.

    Raises:
        ValueError, LookupError, TypeError: it makes no sense.

    """
    about, pdf = parts
    told = json.loads(about)
    problems = tuple(
        KINDS[code].at(None, **{name: str(value) for name, value in values}) for code, values in told["problems"]
    )
    return Printed(pdf if told["has_pdf"] else None, int(told["pages"]), problems)
