"""What a volume of about a hundred pages takes printed in pieces, against one HTML in one process, in one run."""

from __future__ import annotations

import time
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from reportgen.pipeline import BuildOrder, build, printing
from tests.bench.sample import LATIN, write_sample
from tests.small_site import AS_OF

MEETINGS = 40
"""Half of them are in English; each is about five pages of the volume."""
VOLUME = """\
kind: briefing
title: The boards in volume
lang: en
date: 2026-01-31
detail: full
select: {from: 2016-01-01, until: 2026-01-31}
"""


@pytest.mark.bench
def test_a_volume_in_pieces_beside_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = write_sample(tmp_path / "content", MEETINGS, languages=("en",))
    (content / "briefings").mkdir()
    (content / "briefings/volume.yaml").write_text(VOLUME)

    def seconds(output: str, jobs: int = 2) -> tuple[float, int]:
        """Wall seconds of the volume alone, and its pages."""
        begun = time.perf_counter()
        order = BuildOrder(content, tmp_path / output, AS_OF, frozenset({"pdf"}), only="volume", jobs=jobs)
        report = build(order)
        taken = time.perf_counter() - begun
        assert report.folder is not None, [one.code for one in report.findings][:5]
        [document] = report.folder.rglob("volume.pdf")
        return taken, len(pdfium.PdfDocument(document))

    with monkeypatch.context() as patch:
        patch.setattr(printing, "goes_in_pieces", lambda _job: False)
        whole, pages = seconds("whole", jobs=1)
    cold, pages_in_pieces = seconds("pieces")
    path = content / f"meetings/m{MEETINGS // 2 + 1:05}.yaml"
    words = path.read_text()
    at = words.index(LATIN[1], words.index("discussion"))
    path.write_text(f"{words[:at]}new {words[at:]}")
    changed, _ = seconds("pieces")
    print(
        f"\n{pages} pages as one {whole:.1f} s, in pieces {cold:.1f} s (×{cold / whole:.2f}), "
        f"one meeting changed {changed:.1f} s (×{changed / whole:.2f})"
    )
    assert pages_in_pieces == pages
    assert changed < cold < whole
