"""What each principal may do: one principal a file, each action with the reason that it is there."""
