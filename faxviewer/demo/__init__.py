"""An embedded stand-in for Fax.Plus: OAuth pages, API, sample faxes and documents."""
