"""Recipes for the weights that say how sure a statement is."""
