"""Workspaces, the wall between them, and their keys."""
