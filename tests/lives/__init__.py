"""Every service that changes something, with how what it is given is drawn; and those that are left out, with why.

`tests/test_state_machine.py` fires them. A new service belongs in one of the tables here, or in `apart.py`.
"""
