"""A release that canaryform begins itself, where no pipeline does: from an image to all of the traffic."""
