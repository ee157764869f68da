"""Where the program starts: `reportgen` and `python -m reportgen`."""

from __future__ import annotations

import gc
import signal
import sys

from reportgen.cli.overview import help_asked_for
from reportgen.cli.show import fill_what_was_closed, show, spell_what_cannot_be_encoded
from reportgen.cli.verdict import Verdict
from reportgen.cli.words import spoken


def main() -> None:
    """Run the command line and exit with its code; a bug keeps its traceback."""
    fill_what_was_closed()
    spell_what_cannot_be_encoded()
    # A site is many values and little garbage: looking for it as often as Python does takes a quarter of the reading.
    gc.set_threshold(50_000, 20, 20)
    # A program that inherits the wish to ignore its children is never told how they ended.
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        overview = help_asked_for(sys.argv[1:])
        if overview:
            for line in overview.splitlines():
                show(line)
            return
        from reportgen.cli.program import reportgen

        reportgen()
    except KeyboardInterrupt:
        sys.exit(Verdict.INTERRUPTED)
    except Exception:
        import traceback

        traceback.print_exc()
        show(spoken("This is a mistake in reportgen. Please report it with the lines above."), err=True)
        sys.exit(Verdict.BUG)
    finally:
        # What is left refers to itself in circles: untangling it before the end is work for nobody.
        gc.freeze()


if __name__ == "__main__":
    main()
