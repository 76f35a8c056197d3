// The offer to leave an address, under the thanks. It goes by itself, with an id of its own: the answers don't hold it, and it doesn't
// name the response unless the definition says that it may, which the person then reads.

import css from "./contact.css";
import type { Standing } from "./later";
import { sheetOf } from "./sheet";

/** Only texts are written by `JSON`: a page can't have its say in those. */
const line = (fields: [name: string, text: string][]): string =>
  `{"v":1,${fields.map(([name, text]) => `${JSON.stringify(name)}:${JSON.stringify(text)}`).join(",")}}`;

/** Offers it; nothing is kept before the person has sent it. */
export function offerContact({ host, definition, shown, id, outbox, send }: Standing): void {
  const { contact } = definition;
  const card = host.shadowRoot?.firstElementChild;
  if (!contact?.to || !card) return;
  const { response_id } = JSON.parse(shown.snapshot());
  const [asks, told, email, sends, thanks] = ["ui.contact_q", "ui.contact_linked", "ui.email", "ui.send", "ui.thanks"].map((key) => shown.text(key));
  const add = <K extends keyof HTMLElementTagNameMap>(parent: Element, tag: K, attributes: Record<string, string>, words = "") => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = words;
    parent.append(element);
    return element;
  };
  (card.getRootNode() as ShadowRoot).adoptedStyleSheets.push(sheetOf(css));
  const form = add(card, "form", { class: "contact" });
  const label = add(form, "label", { for: "contact" }, asks);
  if (contact.linked) add(label, "small", {}, ` ${told}`);
  const input = add(form, "input", { id: "contact", type: "email", required: "", maxlength: "254", autocomplete: "email", placeholder: email, "aria-label": `${asks} ${email}` });
  add(form, "button", { class: "next", type: "submit" }, sends);
  form.onsubmit = (event) => {
    event.preventDefault();
    const contact_id = id();
    const body = line([
      ["contact_id", contact_id],
      ["survey", String(definition.id)],
      ["locale", card.getAttribute("lang") ?? ""],
      ["submitted_at", new Date().toISOString().slice(0, 10)],
      ["contact", input.value.trim()],
      ...(contact.linked ? [["response_id", response_id] as [string, string]] : []),
    ]);
    outbox.put(contact_id, 1, [{ to: contact.to }], body, (onDisk) => {
      if (!onDisk) outbox.hold(contact_id, 1, [{ to: contact.to }], body);
      form.replaceWith(add(card, "p", { class: "quiet", role: "status" }, thanks));
      send();
    });
  };
}
