"""What commands say -> plain data for scripts."""
