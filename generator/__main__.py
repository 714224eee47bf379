"""The entry point of ``canaryform`` and of ``python -m generator``: heeds Ctrl-C while the rest is loaded."""

import signal


def main() -> None:
    """Run the command. Until it can say what an interruption leaves, Ctrl-C ends the process without a word."""
    is_ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # Under nohup it is ignored.
    if is_ours:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from generator.cli.main import main as run  # Takes most of the time until something happens.

    if is_ours:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    run()


if __name__ == "__main__":
    main()
