"""Talks to AWS: asks what is there and changes it, as plain values in and out."""
