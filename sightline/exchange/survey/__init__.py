"""Files that survey tools export, read without a database and without the web framework: see README.md."""

from .errors import SurveyError
from .read import read_survey
from .shapes import Question, Reading

__all__ = ["Question", "Reading", "SurveyError", "read_survey"]
