"""supdesk: safeguarding supervision records, kept encrypted on one laptop.

The rooms, ground floor last; each knows only those below it, and its docstring is its charter:

    app        the door: command line, start-up, self-test
    ui         the window; asks the desk, never past it
    desk       what a person can do, one module per deed
    vault | documents | exchange
    forms      a form as data
    domain     what supervision is
"""

__version__ = "0.1.0"
