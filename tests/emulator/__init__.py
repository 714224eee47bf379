"""The emulator of AWS that tests talk to over HTTP; ``inside/`` is what runs in its own process, beside ministack."""
