"""Shapes in which a record leaves the site and comes back. Pure."""
