"""The engine ``codedeploy``, and the files that only it writes."""
