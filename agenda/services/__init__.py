"""Every change to meetings and items: guard, lock, change, journal. Pages, API and commands all call these.

`by` is the person who acts; None stands for a command run on the machine itself.
"""
