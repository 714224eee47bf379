"""The files beside the templates: what the build, the release and the deploy commands read."""
