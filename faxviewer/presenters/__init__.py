"""What each pane does, without a toolkit; each file declares the View it talks to."""
