"""Drawing, one module per chapter: takes a figure and finished numbers, computes no physics."""
