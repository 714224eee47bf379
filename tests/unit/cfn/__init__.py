"""Unit tests of the facts of CloudFormation."""
