// Taking a picture along: as SVG, as PNG, or its numbers as CSV.

import { el } from "./elements";
import { words } from "./words";

/** So many points to a pixel: sharp on paper and on a dense screen. */
const DENSE = 3;

/** The picture as a file shows it: without a style sheet, in its own colours. */
const svgOf = (svg: Element) => new XMLSerializer().serializeToString(svg);

async function pngOf(svg: SVGSVGElement): Promise<Blob> {
  const { width, height } = svg.viewBox.baseVal;
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svgOf(svg))}`;
  await image.decode();
  const canvas = el("canvas", { width: width * DENSE, height: height * DENSE });
  const context = canvas.getContext("2d");
  if (!context) throw new Error("canvas");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("png")))));
}

/** A cell as the scorer's own CSV has it: nothing in it is a formula. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r\n\0＝＋－＠]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n\t]|^\s|\s$/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
const csvOf = (table: HTMLTableElement) => [...table.rows].map((row) => `${[...row.cells].map(({ textContent }) => cell(textContent ?? "")).join(",")}\r\n`).join("");

/** Saves something under a name. */
export function save(what: Blob, name: string): void {
  const href = URL.createObjectURL(what);
  el("a", { href, download: name.replace(/[^\p{L}\p{N}.]+/gu, "-").replace(/^-|-(?=\.|$)/g, "") }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/** Text for a spreadsheet, which takes UTF-8 for what it is only behind a mark. */
export const csvFile = (text: string) => new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" });

/** The buttons of a picture. */
export function takes(figure: HTMLElement): HTMLElement | undefined {
  const svg = figure.querySelector("svg");
  const table = figure.querySelector("table");
  if (!table) return undefined;
  const title = (svg?.querySelector("title") ?? table.caption)?.textContent ?? "";
  const button = (form: string, made: () => Blob | Promise<Blob>) =>
    el("button", { type: "button", "aria-label": `${words.save} ${form}: ${title}`, title: `${words.save} ${form}`, click: async () => save(await made(), `${title}.${form.toLowerCase()}`) }, form);
  return el("div", { class: "takes" },
    svg && button("PNG", () => pngOf(svg)),
    svg && button("SVG", () => new Blob([svgOf(svg)], { type: "image/svg+xml" })),
    button("CSV", () => csvFile(csvOf(table))));
}
