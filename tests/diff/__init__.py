"""``canaryform diff`` as a person calls it: in a repository, on files and on folders."""
