"""What the lessons and assignments import: data, checks, plots and explorers."""
