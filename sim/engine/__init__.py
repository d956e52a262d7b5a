"""The machine: state arrays, the compiled loops, the printable month, and the run that lives through it."""
