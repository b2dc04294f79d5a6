"""`python -m verbale` is the command `verbale`."""

from verbale.cli import main

if __name__ == "__main__":
    main()
