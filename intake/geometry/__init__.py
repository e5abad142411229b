"""How the page lay: set upright, out of perspective, level. Every step carries boxes back to the source page."""
