"""From a field to meshes that game engines open: surface, parts, texture, files."""
