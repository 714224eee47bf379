"""canaryform: one project spec in, a whole AWS release system out."""

__version__ = "0.1.0"
