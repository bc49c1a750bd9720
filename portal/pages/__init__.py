"""Guidance pages: Markdown with typed front matter, read from content/. No Flask, no HTTP, no environment."""
