"""Pictures as a terminal gets them, read back into pixels."""

import base64
import re
import struct
import subprocess
import zlib


def rasterised(svg, width, height):
    """The file that librsvg makes of a drawing."""
    return subprocess.run(
        ["rsvg-convert", "--width", str(width), "--height", str(height), "--unlimited"],
        input=svg.encode(), capture_output=True, check=True,
    ).stdout


def kitty_files(raw):
    """The numbers and files of PNG that kitty would show, in order."""
    files = []
    for head, letters in re.findall(rb"\x1b_G([^;\x1b]*);?([^\x1b]*)\x1b\\", raw):
        keys = dict(pair.split(b"=") for pair in head.split(b","))
        if keys.get(b"a") == b"T":
            files.append([int(keys[b"i"]), b""])
        elif b"a" in keys or not files:
            continue
        files[-1][1] += letters
    return [(number, base64.b64decode(letters)) for number, letters in files]


def iterm_files(raw):
    """The files of PNG that iTerm2 would show."""
    found = re.findall(rb"\x1b\]1337;File=inline=1;[^:]*:([^\x07]*)\x07", raw)
    return [base64.b64decode(letters) for letters in found]


def sixel_pictures(raw):
    """Width, height and rows of pixels of each picture in sixels."""
    return [sixels(text.decode()) for text in re.findall(rb"\x1bP0;1;0q(.*?)\x1b\\", raw, re.S)]


def sixels(text):
    size = re.match(r'"1;1;(\d+);(\d+)', text)
    width, height = int(size[1]), int(size[2])
    pixels = [[None] * width for _ in range(height)]
    colors, color, column, top = {}, 0, 0, 0
    token = re.compile(r"#(\d+);2;(\d+);(\d+);(\d+)|#(\d+)|!(\d+)(.)|([$-])|([?-~])")
    for match in token.finditer(text, size.end()):
        if match[1]:
            colors[int(match[1])] = tuple(round(int(match[n]) * 2.55) for n in (2, 3, 4))
        elif match[5]:
            color = int(match[5])
        elif match[8]:
            column, top = 0, top + (6 if match[8] == "-" else 0)
        else:
            count, sign = (int(match[6]), match[7]) if match[6] else (1, match[9])
            bits = ord(sign) - 63
            for row in range(top, min(top + 6, height)):
                if bits >> (row - top) & 1:
                    pixels[row][column : column + count] = [colors[color]] * count
            column += count
    assert all(len(row) == width and None not in row for row in pixels)
    return width, height, pixels


def pixels(png):
    """The rows of a PNG of eight bits with an alpha channel, on white."""
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert (depth, kind) == (8, 6)
    data, place = b"", 33
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            data += png[place + 8 : place + 8 + length]
        place += length + 12
    data, count = zlib.decompress(data), width * 4
    rows, above = [], bytes(count)
    for start in range(0, len(data), count + 1):
        line = bytearray(data[start + 1 : start + 1 + count])
        for at in range(count):
            left = line[at - 4] if at > 3 else 0
            corner = above[at - 4] if at > 3 else 0
            line[at] = (line[at] + guess(data[start], left, above[at], corner)) & 255
        rows.append([on_white(*line[at : at + 4]) for at in range(0, count, 4)])
        above = line
    assert len(rows) == height
    return rows


def guess(filter, left, up, corner):
    if filter < 4:
        return (0, left, up, (left + up) // 2)[filter]
    near = left + up - corner
    return min((left, up, corner), key=lambda value: abs(near - value))


def on_white(red, green, blue, seen):
    return tuple(round((value * seen + 255 * (255 - seen)) / 255) for value in (red, green, blue))


def distance(one, other):
    """How far the channels of two pictures are apart: in the mean, and at most."""
    far = [
        abs(a - b)
        for row, other_row in zip(one, other, strict=True)
        for pixel, other_pixel in zip(row, other_row, strict=True)
        for a, b in zip(pixel, other_pixel)
    ]
    return sum(far) / len(far), max(far)
