"""Pictures as SVG, each a pure function of typed rows."""
