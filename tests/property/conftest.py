"""How hypothesis runs here: without a deadline, since a busy machine is no fault of the code."""

from hypothesis import settings

settings.register_profile("canaryform", deadline=None, print_blob=True)
settings.load_profile("canaryform")
