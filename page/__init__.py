"""What the page is made of: cards, the reader, its words and its looks. Only app.py imports it."""
