"""A picture of a screen with at most 64 colours: a third of its size, and nobody sees it."""

import struct
import zlib
from base64 import b64decode, b64encode

from playwright.sync_api import Page

# The browser reads the picture: its commonest colours, and for each pixel which of them is nearest.
REDUCE = """async (picture) => {
  const image = Object.assign(new Image(), { src: `data:image/png;base64,${picture}` });
  await image.decode();
  const { width, height } = image, canvas = new OffscreenCanvas(width, height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const pixels = new Uint32Array(canvas.getImageData(0, 0, width, height).data.buffer), counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const parts = (pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
  const grounds = new Set(), alike = new Map(); // of colours that look alike the commonest stands for all: a small
  for (const one of [...counts].sort((one, other) => other[1] - one[1])) { // green dot stays green, a ground its own
    if (one[1] > pixels.length / 500) grounds.add(one[0]);
    const name = grounds.has(one[0]) ? one[0] : parts(one[0]).map((part) => part >> 3).join();
    alike.set(name, [alike.get(name)?.[0] ?? parts(one[0]), (alike.get(name)?.[1] ?? 0) + one[1]]);
  }
  const weight = ([own, count]) => count * (1 + (Math.max(...own) - Math.min(...own)) / 4); // greys are many
  const ranked = [...alike.values()].sort((one, other) => weight(other) - weight(one));
  const colours = ranked.slice(0, 64).map(([own]) => own);
  const far = (one, other) => one.reduce((sum, part, at) => sum + (part - other[at]) ** 2, 0);
  const nearest = (own) => {
    const all = colours.map((one) => far(own, one));
    return all.indexOf(Math.min(...all));
  };
  const found = new Map([...counts.keys()].map((pixel) => [pixel, nearest(parts(pixel))]));
  let text = "";
  for (const pixel of pixels) text += String.fromCharCode(found.get(pixel));
  return [width, height, colours.flat(), btoa(text)];
}"""


def reduced(page: Page, picture: bytes) -> bytes:
    """A PNG again. The page is an empty one: the policy of ours would refuse the picture."""
    width, height, colours, drawn = page.evaluate(REDUCE, b64encode(picture).decode())
    pixels = b64decode(drawn)
    lines = b"".join(b"\0" + pixels[start : start + width] for start in range(0, len(pixels), width))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = (b"IHDR", head), (b"PLTE", bytes(colours)), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, content) for name, content in parts)


def colours(picture: bytes) -> int:
    """How many a picture that `reduced` wrote has: each of its palette is somewhere in it."""
    at = picture.index(b"PLTE")
    return int(struct.unpack(">I", picture[at - 4 : at])[0]) // 3


def _part(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
