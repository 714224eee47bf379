"""Files that people wrote, or that lie on the disk -> what the gate finds in them."""
