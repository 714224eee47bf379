"""Work that takes long, handed to worker processes."""
