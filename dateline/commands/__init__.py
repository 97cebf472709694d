"""One module a command: `add_arguments(parser)` says what it takes, `run(options, arguments)` does it.

`run` returns the exit status: 0 done, 1 the content has errors, 2 the command was used wrongly.
"""
