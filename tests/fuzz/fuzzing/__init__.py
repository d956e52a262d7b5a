"""Cases of bad input, made from a seed and a number, and the properties that every answer to them must have.

Each kind of input starts from small cases of our own for faults that were found, and changes them at random. Where
a change makes the input wrong beyond doubt, the case says so, and being accepted is a fault too.
"""
