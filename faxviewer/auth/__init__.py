"""Signing in to Fax.Plus: the OAuth2 flow, its loopback listener and the session."""
