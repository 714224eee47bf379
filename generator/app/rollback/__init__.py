"""The way back: out of a release that runs, or to an earlier one."""
