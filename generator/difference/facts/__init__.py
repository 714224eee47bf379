"""What AWS does with a change, where no schema says it: one thing a file, each with its page."""
