"""The answers of the analysis as plain data: what the interface for programs, the command line and the exports share."""
