"""Readers that misbehave, for the tests of the cage."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from speerpunt.core.caged import Refusal


def tell_length(source, made, *, times=1):
    return len(source.read()) * times


def copy_it(source, made):
    made.write(source.read()[::-1])


def refuse(source, made):
    raise Refusal("of_its_own", part="page 3")


def break_down(source, made):
    raise KeyError("kanarie")


def spin(source, made):
    while True:
        pass


def write_and_spin(source, made, *, most):
    made.write(b"Eerste bladzijde")
    made.flush()
    spin(source, made)


def sleep(source, made):
    time.sleep(600)


def eat_memory(source, made):
    eaten = []
    while True:
        eaten.append(bytearray(1024 * 1024))


def write_without_end(source, made):
    while True:
        made.write(bytes(1024 * 1024))


def tell_without_end(source, made):
    return "a" * 20_000_000


def die(source, made):
    os.abort()


def open_a_file(source, made):
    return Path("/etc/hostname").read_text()


def open_a_connection(source, made):
    socket.create_connection(("127.0.0.1", 9))


def start_a_program(source, made):
    return subprocess.run([sys.executable, "-c", "print(1)"], capture_output=True, check=True).returncode


def import_more(source, made):
    import wave  # noqa: F401


def tell_environment(source, made):
    return [sorted(set(os.environ) - {"LC_CTYPE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"}), str(Path.cwd())]
