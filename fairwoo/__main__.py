"""`python -m fairwoo` is the command line."""

from fairwoo.cli import main

if __name__ == "__main__":
    main()
