"""`python3 -m tests.locales`: bring the catalogs up to the templates and the code; what is new waits untranslated."""


def run() -> None:
    from backend.bootstrap import enter

    enter("tests.locales", develop=True)

    from tests.locales.update import update

    update()


if __name__ == "__main__":
    run()
