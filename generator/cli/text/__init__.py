"""What commands say -> lines for people."""
