"""Uploaded files by what they contain: opened within limits, handed out page by page, or refused with the reason."""
