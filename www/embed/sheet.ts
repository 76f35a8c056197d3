/** A style sheet of this text, for a shadow root: what a script adopts needs no word in the page's policy. */
export function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}
