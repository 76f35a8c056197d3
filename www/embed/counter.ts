// How many characters are left, where somebody writes much: seen from four fifths on, and heard near the end only.

const SEEN_FROM = 0.8;
const HEARD_FROM = 0.95;
/** A screen reader doesn't talk into her writing. */
const PAUSE_MS = 1_000;

/** `left` is what is said, with a place for the number. */
export function countCharacters(card: HTMLElement, left: string): void {
  const numbers = new Intl.NumberFormat(card.lang, { numberingSystem: "latn" });
  let pause: ReturnType<typeof setTimeout> | undefined;
  card.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLTextAreaElement)) return;
    const { value, maxLength, parentElement } = target;
    const used = value.length / maxLength;
    clearTimeout(pause);
    card.querySelector(".left")?.remove();
    if (used < SEEN_FROM) return;
    const counter = parentElement!.appendChild(document.createElement("p"));
    counter.className = "quiet left";
    counter.textContent = left.replace("{n}", numbers.format(maxLength - value.length));
    if (used >= HEARD_FROM) pause = setTimeout(() => (card.querySelector(".heard")!.textContent = counter.textContent), PAUSE_MS);
  });
}
