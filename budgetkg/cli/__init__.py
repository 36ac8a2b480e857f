"""The command line: one module for each command, which is options, one library call, and print."""
