"""The regions' rules as data, and their lists; every place name of the program stands here."""
