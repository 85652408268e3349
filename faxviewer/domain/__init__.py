"""What a fax is: plain dataclasses and pure functions on the standard library alone."""
