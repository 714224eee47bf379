"""The commands that ask AWS, each in a process of its own, against a stand-in for AWS on loopback."""
