"""The studio: a window around the engine. State lives in `studio.models`, controls in `studio.widgets`."""
