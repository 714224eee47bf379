"""Holds our extract of the handlers' permissions against schemas that AWS publishes."""
