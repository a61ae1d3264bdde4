"""Reports: the figures of a quarter, whole or fit to be published, on the screen and as files to send."""
