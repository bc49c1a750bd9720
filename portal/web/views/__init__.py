"""The views: one blueprint a file; each reads the request, asks, fills one dataclass and renders one template."""
