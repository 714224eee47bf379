"""The files beside the templates: what the build, CodeDeploy and the deploy commands read."""
