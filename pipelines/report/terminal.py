"""Text from papers on a terminal: shown as it is, never obeyed."""

from __future__ import annotations

import unicodedata

_HARMFUL = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Control, format (bidirectional overrides, joiners), surrogate, private and separator characters."""


def plain(text: str) -> str:
    """One line without any character that could steer a terminal or turn the direction of writing."""
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in "\n\r\t":
        return " "
    return "�" if unicodedata.category(character) in _HARMFUL else character
