"""Calculations on the causal network and the realist model. No Flask, no HTTP."""
