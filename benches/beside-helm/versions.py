"""What the figures were taken with."""

import os
import platform
import re
import subprocess


def versions(tools, lock):
    """A line for each tool, and one for the machine."""
    yield said(tools.helm_obo, "--version")
    yield f"Helm {said(tools.helm, 'version', '--short')}"
    yield said(tools.yamllint, "--version") + ", relaxed"
    yield said(tools.check_jsonschema, "--version")
    yield f"saphyr-parser {locked(lock)}"
    yield f"{os.cpu_count()} cores, {processor()}, {platform.system()} {platform.machine()}"


def said(program, *arguments):
    if not program:
        return "(not here)"
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=True).stdout.strip()


def locked(lock):
    with open(lock) as file:
        return re.search(r'name = "saphyr-parser"\nversion = "(.*)"', file.read())[1]


def processor():
    try:
        with open("/proc/cpuinfo") as file:
            return re.search(r"model name\s*: (.*)", file.read())[1]
    except (OSError, TypeError):
        return "processor unknown"
