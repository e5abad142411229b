"""Cost as work grows: Yancai's own batch over ten pages and over thousands."""
