"""What a browser or a program asks over HTTP: one application, whose parts stand side by side.

Starlette and uvicorn are imported by these modules alone, and these by `serve` alone.
"""
