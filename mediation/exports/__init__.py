"""Lists that leave the house: columns by right and masking, written row by row, with a log.

The log says who took which list, when, how much and why.
"""
