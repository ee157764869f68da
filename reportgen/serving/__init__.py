"""Building at every change, and showing an edition in a browser meanwhile.

One thread builds, one build after another; the main thread serves what lies in the folder of the edition. A page is
served as it was built, but for one script at its end, which is in no file.
"""

from __future__ import annotations

import importlib.util

from reportgen.model.diagnostic import ReportgenError

LIBRARIES = ("starlette", "uvicorn", "watchfiles")
"""What the extra brings; imported only where somebody serves or watches."""


def require() -> None:
    """Return if this machine can watch folders and serve them.

    Raises:
        ReportgenError: the extra is not installed; its words name the command.
    """
    missing = [library for library in LIBRARIES if importlib.util.find_spec(library) is None]
    if missing:
        names = ", ".join(missing)
        raise ReportgenError(
            {
                "en": f"`serve` and `watch` need what is missing here: {names}",
                "zh": f"serve 和 watch 缺少所需的 {names}",
            },
            {"en": "run `pip install 'reportgen[serve]'`", "zh": "运行 `pip install 'reportgen[serve]'`"},
        )
