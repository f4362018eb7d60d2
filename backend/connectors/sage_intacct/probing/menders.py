"""Who can mend a cause that has nothing to do with any object."""

from backend.domain.push import ErrorClass, Who

# Refusals of what stands in the settings here. All others of their class are matters of the company there.
OF_OUR_SETTINGS = {"endpoint", "sender", "sign-in", "unknown company or sender", "unknown policy"}


def who_mends(error_class: ErrorClass, cause: str) -> Who:
    if error_class in (ErrorClass.CONNECTION, ErrorClass.BUSY):
        return Who.NOBODY
    if error_class is not ErrorClass.SETUP:
        return Who.SUPPORT
    return Who.SETTINGS if cause in OF_OUR_SETTINGS else Who.THERE
