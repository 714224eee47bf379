"""What each principal does, and whether its policies let it do just that; knows nothing of ``policies``, on purpose."""
