// Makes a picture of a screen small: a PNG whose every pixel names one of at most 256 colours. A screen has few colours and
// many shades between letters and paper; nobody sees the difference, and it weighs a third.
import { deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MOST_COLOURS = 256;
/** Kinds of PNG that browsers write, and how many bytes a pixel has there. */
const BYTES = { 2: 3, 6: 4 };

/** The same picture with a palette. */
export function withPalette(png) {
  const { width, height, pixels } = read(png);
  const { palette, near } = choose(pixels);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    // Each row begins with the way it is written: as it is.
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = near.get(pixels[y * width + x]);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const parts = [["IHDR", head], ["PLTE", colours], ["IDAT", deflateSync(rows, { level: 9 })], ["IEND", Buffer.alloc(0)]];
  return Buffer.concat([SIGNATURE, ...parts.map(([name, content]) => part(name, content))]);
}

/** Its pixels as numbers, red before green before blue. What shines through is taken for solid. */
export function read(png) {
  let [at, width, height, step] = [8, 0, 0, 0];
  const packed = [];
  while (at < png.length) {
    const [length, name] = [png.readUInt32BE(at), png.toString("latin1", at + 4, at + 8)];
    const content = png.subarray(at + 8, at + 8 + length);
    if (name === "IHDR") {
      [width, height, step] = [content.readUInt32BE(0), content.readUInt32BE(4), BYTES[content[9]]];
      if (content[8] !== 8 || !step || content[12] !== 0) throw new Error("not a PNG as browsers write them");
    }
    if (name === "IDAT") packed.push(content);
    at += 12 + length;
  }
  const bytes = unfiltered(inflateSync(Buffer.concat(packed)), width * step, height, step);
  const pixels = new Uint32Array(width * height);
  for (let index = 0; index < pixels.length; index += 1) {
    const from = index * step;
    pixels[index] = (bytes[from] << 16) | (bytes[from + 1] << 8) | bytes[from + 2];
  }
  return { width, height, pixels };
}

/** Takes back the guesses by which each row was written as a difference (PNG, section 9). */
function unfiltered(rows, length, height, step) {
  const bytes = Buffer.alloc(length * height);
  for (let y = 0; y < height; y += 1) {
    const filter = rows[y * (length + 1)];
    for (let x = 0; x < length; x += 1) {
      const at = y * length + x;
      const left = x < step ? 0 : bytes[at - step];
      const above = y === 0 ? 0 : bytes[at - length];
      const corner = x < step || y === 0 ? 0 : bytes[at - length - step];
      bytes[at] = rows[y * (length + 1) + 1 + x] + guess(filter, left, above, corner);
    }
  }
  return bytes;
}

function guess(filter, left, above, corner) {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return above;
  return filter === 3 ? (left + above) >> 1 : nearest(left, above, corner);
}

function nearest(left, above, corner) {
  const sum = left + above - corner;
  const [a, b, c] = [Math.abs(sum - left), Math.abs(sum - above), Math.abs(sum - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

/** At most 256 colours, and which of them stands for each colour: boxes of colours, cut where they differ most. */
function choose(pixels) {
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  let boxes = [boxOf([...counts].map(([colour, count]) => ({ colour, count })))];
  while (boxes.length < MOST_COLOURS) {
    const widest = boxes.reduce((one, other) => (other.weight > one.weight ? other : one));
    if (widest.weight === 0) break;
    boxes = boxes.filter((box) => box !== widest).concat(halves(widest));
  }
  const palette = boxes.map(({ inside }) => middle(inside));
  const near = new Map(boxes.flatMap(({ inside }, index) => inside.map(({ colour }) => [colour, index])));
  return { palette, near };
}

const SHIFTS = [16, 8, 0];

function boxOf(inside) {
  let [range, shift] = [0, 0];
  for (const candidate of SHIFTS) {
    let [least, most] = [255, 0];
    for (const { colour } of inside) {
      const value = (colour >> candidate) & 255;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    if (most - least > range) [range, shift] = [most - least, candidate];
  }
  const count = inside.reduce((sum, one) => sum + one.count, 0);
  // What few pixels have may stay coarse, but a large difference is seen on few pixels too.
  return { inside, shift, weight: range * range * Math.sqrt(count) };
}

function halves({ inside, shift }) {
  const sorted = inside.toSorted((one, other) => ((one.colour >> shift) & 255) - ((other.colour >> shift) & 255));
  const half = sorted.reduce((sum, one) => sum + one.count, 0) / 2;
  let [at, sum] = [0, 0];
  while (at < sorted.length - 1 && (at === 0 || sum + sorted[at].count <= half)) {
    sum += sorted[at].count;
    at += 1;
  }
  return [boxOf(sorted.slice(0, at)), boxOf(sorted.slice(at))];
}

/** The colour that most of them have, where one leads by far: paper stays paper. Else their mean. */
function middle(inside) {
  const total = inside.reduce((sum, one) => sum + one.count, 0);
  const leader = inside.reduce((one, other) => (other.count > one.count ? other : one));
  if (leader.count * 2 > total) return leader.colour;
  return SHIFTS.reduce((mean, shift) => {
    const sum = inside.reduce((so_far, { colour, count }) => so_far + ((colour >> shift) & 255) * count, 0);
    return mean | (Math.round(sum / total) << shift);
  }, 0);
}

function part(name, content) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

const TABLE = Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

function crc(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = TABLE[(value ^ byte) & 255] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
