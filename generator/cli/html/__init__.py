"""Reports as HTML: pages of one file, that ask for nothing and can be read without script."""
