"""Controls of the studio, one per file; each shows one model and calls one verb."""
