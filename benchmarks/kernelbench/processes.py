"""What the processes of a kernel hold: memory, and files."""

import os
import pathlib


def tree(process):
    """A process and all below it."""
    children = {}
    for place in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            # The name of a program may hold blanks and brackets; the parent stands behind it.
            parent = int((place / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(place.name))
    found = [process]
    for member in found:
        found += children.get(member, [])
    return found


def megabytes(process):
    """The memory of a process and all below it, each page that several share counted once."""
    kilobytes = 0
    for member in tree(process):
        try:
            lines = pathlib.Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1024


def disk_megabytes(folder):
    """What the files below a folder take on the disk, each that has several names counted once."""
    blocks = {}
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                facts = os.lstat(os.path.join(place, name))
            except OSError:
                continue
            blocks[facts.st_ino] = facts.st_blocks
    return sum(blocks.values()) * 512 / 2**20
