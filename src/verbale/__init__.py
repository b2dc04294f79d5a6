"""News reports in, a sourced diplomatic record out."""

__version__ = "0.1.0"
