"""Talking to Fax.Plus: requests out, replies to domain objects, departures from the contract."""
