"""How an environment is: what AWS says of each of its parts, and what follows from that."""
