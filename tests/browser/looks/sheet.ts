// A sheet of pictures as one small file: laid out in columns, drawn with few colours, written as a PNG with a palette. What fills areas keeps
// its colour; the shades of letters' edges take one of a few, which leaves every edge to be seen and takes a third of the bytes.
import type { Page } from "@playwright/test";
import { crc32, deflateSync } from "node:zlib";

/** So many colours are kept as they are. */
const KEPT = 32;
/** The others have so many steps a channel. */
const STEPS = 16;

export interface Picture {
  name: string;
  png: Buffer;
}

/** Lays pictures out below each other, in as many columns as fit, and reads the whole as indices into a palette. */
async function laidOut(page: Page, pictures: Picture[], columns: number, dark: boolean): Promise<{ width: number; height: number; palette: number[]; indices: Buffer }> {
  const sources = pictures.map(({ png }) => `data:image/png;base64,${png.toString("base64")}`);
  const { indices, ...rest } = await page.evaluate(
    async ({ sources, columns, dark, kept, steps }) => {
      const images = await Promise.all(
        sources.map(async (src) => {
          const image = new Image();
          image.src = src;
          await image.decode();
          return image;
        }),
      );
      const gap = 8;
      const wide = Math.max(...images.map(({ width }) => width)) + gap;
      const heights = Array<number>(columns).fill(gap);
      const places = images.map((image) => {
        const column = heights.indexOf(Math.min(...heights));
        const y = heights[column];
        heights[column] += image.height + gap;
        return { image, x: gap + column * wide, y };
      });
      const canvas = new OffscreenCanvas(gap + columns * wide, Math.max(...heights));
      const pen = canvas.getContext("2d")!;
      pen.fillStyle = dark ? "#000" : "#ddd";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      for (const { image, x, y } of places) pen.drawImage(image, x, y);
      const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
      const counts = new Map<number, number>();
      const colours = new Uint32Array(data.length / 4).map((_, i) => (data[4 * i] << 16) | (data[4 * i + 1] << 8) | data[4 * i + 2]);
      for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
      const areas = [...counts].sort(([, a], [, b]) => b - a).slice(0, kept).map(([colour]) => colour);
      const channels = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255];
      const near = (one: number, other: number) => channels(one).every((value, i) => Math.abs(value - channels(other)[i]) < 6);
      const step = (value: number) => Math.round(Math.round((value / 255) * (steps - 1)) * (255 / (steps - 1)));
      const fewer = (colour: number) => areas.find((area) => near(area, colour)) ?? channels(colour).reduce((sum, value) => (sum << 8) | step(value), 0);
      const palette: number[] = [];
      const numbers = new Map<number, number>();
      for (const colour of counts.keys()) {
        const as = fewer(colour);
        if (!palette.includes(as)) palette.push(as);
        numbers.set(colour, palette.indexOf(as));
      }
      let indices = "";
      for (const colour of colours) indices += String.fromCharCode(numbers.get(colour)!);
      return { width: canvas.width, height: canvas.height, palette, indices };
    },
    { sources, columns, dark, kept: KEPT, steps: STEPS },
  );
  return { ...rest, indices: Buffer.from(indices, "latin1") };
}

/** The share of the points of two sheets that differ by more than an edge may from machine to machine, and a picture of where they do. */
export async function difference(page: Page, one: Buffer, other: Buffer): Promise<{ share: number; picture: Buffer }> {
  const { share, picture } = await page.evaluate(
    async ({ sources, much }) => {
      const [before, after] = await Promise.all(
        sources.map(async (src) => {
          const image = new Image();
          image.src = `data:image/png;base64,${src}`;
          await image.decode();
          return image;
        }),
      );
      const canvas = new OffscreenCanvas(Math.max(before.width, after.width), Math.max(before.height, after.height));
      const pen = canvas.getContext("2d", { willReadFrequently: true })!;
      const read = (image: HTMLImageElement) => {
        pen.clearRect(0, 0, canvas.width, canvas.height);
        pen.drawImage(image, 0, 0);
        return pen.getImageData(0, 0, canvas.width, canvas.height);
      };
      const [was, is] = [read(before), read(after)];
      let differ = 0;
      for (let i = 0; i < is.data.length; i += 4) {
        const far = [0, 1, 2, 3].some((channel) => Math.abs(was.data[i + channel] - is.data[i + channel]) > much);
        if (far) differ++;
        is.data.set(far ? [255, 0, 0, 255] : [is.data[i], is.data[i + 1], is.data[i + 2], 60], i);
      }
      pen.putImageData(is, 0, 0);
      const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
      return { share: differ / (is.data.length / 4), picture: Array.from(bytes, (byte) => String.fromCharCode(byte)).join("") };
    },
    { sources: [one, other].map((png) => png.toString("base64")), much: 1.5 * (255 / (STEPS - 1)) },
  );
  return { share, picture: Buffer.from(picture, "latin1") };
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

/** The pictures on one sheet, as a PNG. */
export async function sheet(page: Page, pictures: Picture[], columns: number, dark: boolean): Promise<Buffer> {
  const { width, height, palette, indices } = await laidOut(page, pictures, columns, dark);
  if (palette.length > 256) throw new Error(`${palette.length} colours don't fit a palette: take fewer steps`);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) indices.copy(rows, y * (width + 1) + 1, y * width, (y + 1) * width);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a pixel, each the number of a colour.
  header.set([8, 3], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("PLTE", colours),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
