"""Kierre: an open knowledge graph and guidance portal for Finnish adult social work."""

__version__ = "0.1.0"
