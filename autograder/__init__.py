"""Builds the release, grades submissions away from the tests, and reports to students and instructors."""
