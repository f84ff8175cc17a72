"""nbgrader's settings for this course; its tools read them anew on each use, so they only assign."""

from pathlib import Path

from autograder import nbgrader_bridge
from autograder.build import PREPROCESSORS

c = get_config()  # noqa: F821  (nbgrader puts it there)

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "cnn-course"

# The stub of a question names the question.
c.GenerateAssignment.preprocessors = PREPROCESSORS

# `nbgrader autograde` and formgrader's button grade like `autograder grade`: away from the tests, in a sandbox.
nbgrader_bridge.install()
c.GenerateFeedback.preprocessors = nbgrader_bridge.FEEDBACK_PREPROCESSORS
c.HTMLExporter.sanitize_html = True

# Seconds for one cell when a student validates: the longest ones train a network.
c.Execute.timeout = 300
