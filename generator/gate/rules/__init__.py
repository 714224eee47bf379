"""The rules: a package for each room, a module for each rule."""
