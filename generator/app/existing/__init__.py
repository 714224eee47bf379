"""What an environment uses that exists already and is another owner's: whether it is as it must be."""
