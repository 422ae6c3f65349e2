"""Coding projects and codebooks of other tools: REFI-QDA, Taguette."""
