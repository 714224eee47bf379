"""Streams and screens: the places that print, redraw and ask."""
