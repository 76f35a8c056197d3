// A brand's colour from an address: put on the page so that what stands on it, and it on the page, can be told apart.

type Rgb = [number, number, number];
const LIGHT: Rgb = [255, 255, 255];
const DARK: Rgb = [31, 26, 23];
/** What text needs (WCAG 1.4.3): the accent carries words, and the progress, the ring and the chosen are drawn in it. */
const READABLE = 4.5;

const luminance = (rgb: Rgb): number => {
  const [r, g, b] = rgb.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: Rgb, b: Rgb): number => {
  const [high, low] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (high + 0.05) / (low + 0.05);
};
const css = (rgb: Rgb) => `rgb(${rgb.map(Math.round).join(" ")})`;

/** The colour, moved towards black or white until it can be read on this ground. */
function readable(colour: Rgb, ground: Rgb): Rgb {
  const goal = luminance(ground) > 0.5 ? 0 : 255;
  for (let share = 0; share <= 1; share += 0.04) {
    const moved = colour.map((part) => part + (goal - part) * share) as Rgb;
    if (contrast(moved, ground) >= READABLE) return moved;
  }
  return [goal, goal, goal];
}

/** Takes six hexadecimal digits as the accent of the page's survey; anything else changes nothing. */
export function applyAccent(hex: string | null): void {
  if (!/^[0-9a-f]{6}$/i.test(hex ?? "")) return;
  const colour = [0, 2, 4].map((at) => parseInt(hex!.slice(at, at + 2), 16)) as Rgb;
  const pair = [readable(colour, LIGHT), readable(colour, DARK)];
  const on = pair.map((accent) => (contrast(accent, LIGHT) >= contrast(accent, DARK) ? LIGHT : DARK));
  const { style } = document.documentElement;
  style.setProperty("--madeleine-accent", `light-dark(${pair.map(css).join(", ")})`);
  style.setProperty("--madeleine-on-accent", `light-dark(${on.map(css).join(", ")})`);
}
