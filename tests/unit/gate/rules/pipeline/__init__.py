"""Unit tests of the rules for pipelines: siblings of each rule's example."""
