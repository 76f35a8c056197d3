import { text } from "./text.js";
import { product, picture } from "./products.js";
import * as basket from "./basket.js";

export const lang = document.documentElement.lang;
const other = lang === "fr" ? "en" : "fr";
const NARROW = "\u202f";

/** The text under a key, with its {braces} filled in. */
export function t(key, values = {}) {
  const found = text[lang][key];
  if (found === undefined) throw new Error(`No text "${key}" in ${lang}`);
  const filled = found.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  return lang === "fr" ? filled.replace(/ ([:;!?%€])/g, `${NARROW}$1`) : filled;
}

export const money = (cents) =>
  new Intl.NumberFormat(lang === "fr" ? "fr-FR" : "en-IE", { style: "currency", currency: "EUR" }).format(cents / 100);

/** The weekday and date some days from now. */
export function day(from, style = { weekday: "long", day: "numeric", month: "long" }) {
  const date = new Date();
  date.setDate(date.getDate() + from);
  return new Intl.DateTimeFormat(lang === "fr" ? "fr-FR" : "en-GB", style).format(date);
}
export const capital = (word) => word.charAt(0).toLocaleUpperCase(lang) + word.slice(1);

/** A link inside the shop that keeps the language. */
export function link(href) {
  const [path, hash] = href.split("#");
  const [file, query] = path.split("?");
  const params = new URLSearchParams(query);
  if (lang === "fr") params.set("lang", "fr");
  return file + (params.size ? `?${params}` : "") + (hash ? `#${hash}` : "");
}

/** A link to the report over the answers of this demo, or over the generated year. */
export function reportLink(which) {
  const params = new URLSearchParams({ src: which === "live" ? "../responses.ndjson" : "../sample.ndjson" });
  if (which === "live") params.set("live", "1");
  else params.append("src", "../operations.csv");
  params.set("title", t(`report.title.${which}`));
  params.set("lang", lang);
  return `madeleine/report.html?${params}`;
}

/** A survey of the shop on a surface of its own: behind a link, as in an e-mail, or on a tablet that stands in the shop. */
const linked = () => `madeleine/survey.html?${new URLSearchParams({ survey: "../checkout.survey.json", lang, csat: 4 })}`;
const kiosk = () => `madeleine/kiosk.html?${new URLSearchParams({ survey: "../store.survey.json", lang })}#code=1234`;

export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

const DRAWN = {
  basket: ["M5 8.5h14l-1.3 10.2a2 2 0 0 1-2 1.8H8.3a2 2 0 0 1-2-1.8z", "M8.5 11V7.2a3.5 3.5 0 0 1 7 0V11"],
  person: ["M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z", "M4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6"],
  plus: ["M12 5.500v13", "M5.5 12h13"],
  less: ["M5.5 12h13"],
  arrow: ["M5 12h14", "M13 6l6 6-6 6"],
};
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  for (const line of DRAWN[name]) {
    const path = document.createElementNS(svg.namespaceURI, "path");
    path.setAttribute("d", line);
    svg.append(path);
  }
  return svg;
}

export const image = (id, size, alt = "", lazy = true) =>
  el("img", { src: picture(id), width: size, height: size, alt, loading: lazy ? "lazy" : "eager", decoding: "async" });
export const hidden = (words) => el("span", { class: "unseen" }, words);

/** A product on a shelf. */
export function card(id, level = "h3") {
  const one = product(id);
  const name = t(`p.${id}`);
  return el("li", { class: "card" },
    el("a", { class: "card-link", href: link(`product.html?id=${id}`) },
      el("span", { class: "tile", "data-tone": one.tone }, image(id, 400)),
      el(level, { class: "card-name" }, name)),
    el("p", { class: "card-note" }, t(`p.${id}.note`)),
    el("div", { class: "card-foot" },
      el("p", { class: "price" }, money(one.price), el("small", {}, t(`p.${id}.size`))),
      el("button", { class: "button small", type: "button", click: () => addToBasket(id) },
        icon("plus"), t("add"), hidden(` ${t("add.what", { name })}`))));
}

let leaving;
export function addToBasket(id, quantity = 1) {
  basket.add(id, quantity);
  const toast = document.querySelector(".toast");
  toast.replaceChildren(el("span", {}, t("added", { name: t(`p.${id}`) })), " ", el("a", { href: link("cart.html") }, t("added.see")));
  toast.classList.add("up");
  clearTimeout(leaving);
  leaving = setTimeout(() => toast.classList.remove("up"), 6000);
}

/** Buttons around a number, from `least` to 99; `change` hears of each new number. */
export function stepper({ name, value, least, change }) {
  const number = el("output", { "aria-label": t("quantity.of", { name }) });
  const fewer = el("button", { type: "button", "aria-label": t("less", { name }), click: () => set(value - 1) }, icon("less"));
  const more = el("button", { type: "button", "aria-label": t("more", { name }), click: () => set(value + 1) }, icon("plus"));
  function show() {
    number.textContent = value;
    fewer.setAttribute("aria-disabled", value <= least);
    more.setAttribute("aria-disabled", value >= 99);
  }
  function set(next) {
    if (next < least || next > 99) return;
    value = next;
    show();
    change(value);
  }
  show();
  return el("div", { class: "stepper", role: "group", "aria-label": t("quantity.of", { name }) }, fewer, number, more);
}

/** Label and sum, as on a receipt. */
export const sum = (label, value, strong = false) => el("div", { class: strong ? "sum strong" : "sum" }, el("dt", {}, label), el("dd", {}, value));

function header() {
  const n = el("span", { class: "badge" });
  const spoken = hidden("");
  const count = () => {
    const items = basket.count();
    n.textContent = items;
    n.classList.toggle("none", !items);
    spoken.textContent = `, ${t(items === 1 ? "nav.count.one" : "nav.count.many", { n: items })}`;
  };
  document.addEventListener("basket", count);
  count();
  const params = new URLSearchParams(location.search);
  if (other === "fr") params.set("lang", "fr");
  else params.delete("lang");
  const here = (file) => (location.pathname.endsWith(`/${file}`) ? "page" : undefined);
  return [
    el("a", { class: "skip", href: "#main" }, t("skip")),
    el("p", { class: "bar" }, t("bar")),
    el("div", { class: "wide top-row" },
      el("a", { class: "brand", href: link("index.html") }, el("img", { src: "pictures/icon.svg", width: 36, height: 36, alt: "" }), t("shop.name")),
      el("nav", { class: "shelves", "aria-label": t("nav.label") },
        el("a", { href: link("index.html#biscuits") }, t("nav.biscuits")),
        el("a", { href: link("index.html#teas") }, t("nav.teas")),
        el("a", { href: link("index.html#house") }, t("nav.house"))),
      el("div", { class: "tools" },
        el("a", { class: "tool language", lang: other, hreflang: other, href: `${location.pathname}${params.size ? `?${params}` : ""}` },
          el("span", { class: "long" }, other === "fr" ? "Français" : "English"), el("span", { class: "short", "aria-hidden": "true" }, other.toUpperCase())),
        el("a", { class: "tool", href: link("inline.html"), "aria-current": here("inline.html") }, icon("person"), hidden(t("nav.account"))),
        el("a", { class: "tool", href: link("cart.html"), "aria-current": here("cart.html") }, icon("basket"), hidden(t("nav.basket")), n, spoken))),
  ];
}

function footer() {
  const list = (title, ...links) =>
    el("div", {}, el("h2", {}, title), el("ul", {}, ...links.map(([href, words]) => el("li", {}, el("a", { href }, words)))));
  return [
    el("div", { class: "wide foot-row" },
      el("div", { class: "foot-demo" },
        el("p", { class: "brand" }, t("shop.name")),
        el("p", {}, t("footer.where")),
        el("p", {}, el("strong", {}, t("footer.demo")))),
      list(t("footer.shop"),
        [link("index.html#biscuits"), t("nav.biscuits")], [link("index.html#teas"), t("nav.teas")], [link("inline.html"), t("nav.account")]),
      list(t("footer.report"), [reportLink("live"), t("report.live")], [reportLink("sample"), t("report.sample")]),
      list(t("footer.ask"), [link("inline.html"), t("footer.support")], [link("three-weeks-later.html"), t("footer.memory")],
        [linked(), t("footer.linked")], [kiosk(), t("footer.kiosk")])),
  ];
}

/** The two doors to the report. */
export function reports(level = "h3") {
  const door = (which) =>
    el("a", { class: "door", href: reportLink(which) },
      el(level, {}, t(`report.${which}`)),
      el("p", {}, t(`report.${which}.text`)),
      el("span", { class: "door-go" }, t("report.open"), icon("arrow")));
  return el("div", { class: "doors" }, door("live"), door("sample"));
}

/** Puts the words into the page's own elements: data-t names a text, data-href a page of the shop. */
export function fill(values = {}) {
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t, values);
  for (const node of document.querySelectorAll("[data-alt]")) node.alt = t(node.dataset.alt, values);
  for (const node of document.querySelectorAll("[data-href]")) node.href = link(node.dataset.href);
}

/** Shows the page: title, words, header, footer; then nothing moves any more. */
export function show(title, values) {
  document.title = title;
  fill({ free: money(basket.FREE_FROM).replace(/[.,]00/, ""), ...values });
  document.querySelector("body > header").append(...header());
  document.querySelector("body > footer").append(...footer());
  document.body.append(el("p", { class: "toast", role: "status" }));
  document.documentElement.classList.remove("waiting");
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView({ behavior: "instant" });
}
