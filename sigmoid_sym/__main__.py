"""The command `sigmoid-sym`, and `python -m sigmoid_sym`: it hears Ctrl-C before it loads what it needs."""

from __future__ import annotations

import signal

from sigmoid_sym.interrupts import leave


def main() -> None:
    """Run the command line and exit."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, leave)
    from sigmoid_sym.cli import main as run  # takes a tenth of a second

    run()


if __name__ == "__main__":
    main()
