"""Comparing: figures, quotes, offices and stories side by side. Pure functions over findings."""
