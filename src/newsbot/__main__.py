"""`python -m newsbot` is `newsbot`."""

from newsbot.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
