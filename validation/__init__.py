"""What must be true of the data: `check` gives a report of every rule over every source. See README.md here."""

from validation.check import check
from validation.report import Finding, Level, Report

__all__ = ["Finding", "Level", "Report", "check"]
