"""How a command ends: the codes that scripts may rely on. docs/api.md has the table."""

EXIT_ERROR = 1  # an object is in error, a line was refused, or the command could not do what it was asked
EXIT_WAITING = 2  # something waits for what nobody asked to send
EXIT_AWAY = 3  # Syncline does not answer or refuses us; an import broke off
EXIT_MOVING = 4  # something still moves, but the time to wait is over
EXIT_USAGE = 64  # the command cannot be understood, or the file cannot be read
