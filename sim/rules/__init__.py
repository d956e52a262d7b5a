"""The science: scalar rules, one file per process.

Each rule decides or moves one thing for one teacher, one school or the district's centre, in plain arithmetic on
floats. The same function is compiled into the monthly loops, called by tests and by Mesa agents as plain Python, and
printed into the model description. Rules read levers with units; they never see a tension.
"""
