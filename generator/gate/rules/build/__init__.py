"""Rules about the build: its machine, its buildspec, the image that it pushes and the files that it hands over."""
