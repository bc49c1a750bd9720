"""A part of the network as a file for other programs: one module for each family of formats."""
