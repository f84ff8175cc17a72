"""Hostile and broken submissions, and what the grader makes of them."""
