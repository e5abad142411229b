"""The words the whole program shares: frozen records without I/O and without pixels."""
