"""Puts a program that speaks on its standard input and output behind a TCP port of this computer, and prints where.

Ends when its own standard input does, and the program with it.
"""

from __future__ import annotations

import select
import socket
import subprocess
import sys


def main(program: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print(f"socket://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        readable, _, _ = select.select([listener, sys.stdin], [], [])
        if sys.stdin in readable:
            return
        client, _ = listener.accept()
        with client, subprocess.Popen([program], stdin=client.fileno(), stdout=client.fileno()) as process:
            sys.stdin.read()
            process.kill()


if __name__ == "__main__":
    main(sys.argv[1])
