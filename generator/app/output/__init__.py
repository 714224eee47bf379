"""The output folder: what a run would change there, and the change, all or nothing."""
