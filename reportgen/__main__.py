"""Where the program starts: `reportgen` and `python -m reportgen`."""

from __future__ import annotations

import sys
import traceback

from reportgen.cli import reportgen

BUG = 4
"""Exit code for a mistake of ours; 0 fine, 1 content, 2 usage, 3 environment come from the commands."""


def main() -> None:
    """Run the command line and exit with its code; a bug keeps its traceback."""
    try:
        reportgen()
    except Exception:
        traceback.print_exc()
        sys.exit(BUG)


if __name__ == "__main__":
    main()
