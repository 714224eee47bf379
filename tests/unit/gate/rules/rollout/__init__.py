"""Unit tests of the rules for releases: siblings of each rule's example."""
