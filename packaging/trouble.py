"""The one error of the bootstrap: a text that tells the person what to do."""


class Trouble(Exception):
    """Something that the person has to settle first. Its text is shown as it is."""
