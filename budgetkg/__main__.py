"""`python -m budgetkg` is the program `budgetkg`."""

from budgetkg.cli.main import main

if __name__ == "__main__":
    main()
