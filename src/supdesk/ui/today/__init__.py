"""Today: what needs the owner now, each thing with the one button that moves it on. No state of its own."""
