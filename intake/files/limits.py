"""What an upload may cost. Everything is checked before it is decoded."""

from models.record import Record


class Limits(Record):
    """Limits on one file; beyond them it is refused by name, with the remedy."""

    max_bytes: int = 50_000_000
    max_pixels: int = 120_000_000
    """Of one picture or one page's largest embedded picture. A telephone's largest photographs have 108 million."""
    max_pages: int = 80
    longest_side: int = 2480
    """Pixels. Pages are handed out no larger: A4 at 200 dpi has 2339, and more costs time without being read better."""
    pdf_dpi: int = 200
    """At which drawn PDF pages are rendered."""
