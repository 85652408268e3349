"""Faxviewer: a desktop inspector for faxes on the Fax.Plus service. It only reads."""

__version__ = "0.1.0"
