"""A record as people see it: the terminal view, the PLOVER export, the codebook explained."""
