"""Unit tests of the rules for builds: siblings of each rule's example."""
