"""The demonstration city: invented bodies, people and disputes, told as data and lived through.

`data/` holds what there is and what happens; `load` plays it through the operations of the house
with the clock moved back, so that a demonstration case is made exactly as a real one.
"""
