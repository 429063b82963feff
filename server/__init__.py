"""The doors: who may come in, how much they may ask, what programs may call. Only app.py imports it."""
