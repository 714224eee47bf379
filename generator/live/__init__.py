"""Talks to AWS, and to the service that runs there: asks and changes, as plain values in and out."""
