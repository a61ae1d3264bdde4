"""Reports: figures of a quarter or a year, whole or fit to be published, statements, and what is due of them."""
