"""Composition root: the only room that knows all others. Opens the window, builds, wires and closes."""
