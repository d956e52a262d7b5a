"""What every other part stands on: errors, shared luck, compiled rules, the parameter registry, shipped files.

Nothing here knows about districts, strategies or teachers.
"""
