"""A question in, a Reply out. No page code here."""
