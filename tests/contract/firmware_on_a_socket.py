"""Puts a program that speaks on its standard input and output behind a TCP port of this computer, and prints where.

Ends when its own standard input does.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import threading


def main(program: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print(f"socket://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        threading.Thread(target=_serve, args=(listener, program), daemon=True).start()
        sys.stdin.read()


def _serve(listener: socket.socket, program: str) -> None:
    client, _ = listener.accept()
    with client:
        subprocess.run([program], stdin=client.fileno(), stdout=client.fileno(), check=False)


if __name__ == "__main__":
    main(sys.argv[1])
