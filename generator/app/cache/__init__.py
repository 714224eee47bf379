"""What an earlier run found out, by what it depends on: folder, entries, and the keys that make them sound."""
