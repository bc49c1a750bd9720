"""Pictures made on the server: geometry first, drawn as SVG by templates, each with its twin in words."""
