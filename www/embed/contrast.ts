// Whether a brand's colour can be read: its text on it, and its lines and marks on the card. One that can't be is changed on the card, as
// little as will do, and the owner is told once.

/** What text needs on its ground (WCAG 2.2, 1.4.3), and what lines and marks need (1.4.11). */
const TEXT = 4.5;
const MARKS = 3;
/** Texts for an accent on which the owner has put none of her own. */
const TEXTS = ["#1f1a17", "#ffffff"];

const told = new Set<string>();

/** Contrast of two luminances. */
const ratio = (one: number, other: number): number => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

/** So much more is aimed at: a colour of three bytes lies beside the one that is meant. */
const ROUNDING = 0.05;

/** The luminances that have just this contrast with another one: a darker and a lighter. */
const edges = (other: number, need: number): number[] => [(other + 0.05) / (need + ROUNDING) - 0.05, (other + 0.05) * (need + ROUNDING) - 0.05];

/** Checks the accent of a card, now and whenever the scheme changes. */
export function checkContrast(card: HTMLElement): void {
  const { style } = card;
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const check = () => {
    if (!card.isConnected) return scheme.removeEventListener("change", check);
    // Whoever forces colours has chosen them.
    if (matchMedia("(forced-colors: active)").matches) return;
    style.removeProperty("--accent");
    style.removeProperty("--on-accent");
    const probe = card.appendChild(document.createElement("i"));
    const computed = (colour: string) => {
      probe.style.color = colour;
      return getComputedStyle(probe).color.match(/(?<= )-?[\d.e-]+/g)!.map(Number);
    };
    // Y of the XYZ colour space is the luminance. A browser that can't take colours apart gives no number, and no colour is changed.
    const luminance = (colour: string) => computed(`color(from ${colour} xyz x y z)`)[1];
    const hex = (colour: string) =>
      `#${computed(`color(from ${colour} srgb r g b)`).map((part) => Math.round(part * 255).toString(16).padStart(2, "0")).join("")}`;
    const [accent, ground] = ["var(--accent)", "var(--ground)"].map(luminance);
    const own = getComputedStyle(card).getPropertyValue("--madeleine-on-accent");
    const under = (text: string) => {
      const on = luminance(text);
      return [accent, ...edges(on, TEXT), ...edges(ground, MARKS)]
        .filter((to) => to >= 0 && to <= 1 && ratio(to, on) >= TEXT && ratio(to, ground) >= MARKS)
        .map((to) => ({ text, to, way: Math.abs(to - accent) }));
    };
    const before = ["var(--on-accent)"].flatMap(under);
    const [best] = [...before, ...(own && before.length ? [] : TEXTS.flatMap(under))].sort((a, b) => a.way - b.way);
    const show = (name: string, colour: string) => {
      const [was, is] = [hex(`var(--${name})`), hex(colour)];
      if (was === is) return;
      style.setProperty(`--${name}`, is);
      const line = `Madeleine: --madeleine-${name} ${was} can't be read well here (text needs ${TEXT}:1, marks ${MARKS}:1), ${is} is shown instead`;
      if (!told.has(line)) console.warn(line);
      told.add(line);
    };
    if (best) {
      const { text, to } = best;
      show("on-accent", text);
      // Mixed as light is: its share is that of the luminance.
      const [end, share] = to > accent ? ["#fff", (to - accent) / (1 - accent)] : ["#000", 1 - to / accent];
      if (to !== accent) show("accent", `color-mix(in xyz, var(--accent), ${end} ${share * 100}%)`);
    }
    probe.remove();
  };
  scheme.addEventListener("change", check);
  check();
}
