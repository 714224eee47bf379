"""A judged build -> all that the page about it says, as plain values, but for how it looks."""
