"""The Qt window: each pane implements the View of its presenter."""
