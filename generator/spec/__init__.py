"""The reading side: turns a spec file's text into a ``model.project.Spec``, or into every complaint about it."""
