import { addToBasket, card, day, el, image, link, money, show, stepper, t } from "./page.js";
import { FREE_FROM } from "./basket.js";
import { product } from "./products.js";

const id = new URLSearchParams(location.search).get("id") ?? "madeleines";
const one = product(id);
const main = document.querySelector("main");

function missing() {
  main.append(el("div", { class: "wide empty" },
    el("h1", {}, t("product.missing")), el("p", {}, t("product.missing.text")),
    el("a", { class: "button", href: link("index.html#biscuits") }, t("product.back"))));
}

function found() {
  const name = t(`p.${id}`);
  const free = money(FREE_FROM).replace(/[.,]00/, "");
  let quantity = 1;
  main.append(
    el("div", { class: "wide" },
      el("nav", { class: "crumbs", "aria-label": t("product.where") },
        el("a", { href: link("index.html") }, t("shop.name")),
        el("a", { href: link(`index.html#${one.shelf}`) }, t(`home.${one.shelf}`)),
        el("span", { "aria-current": "page" }, name)),
      el("div", { class: "product" },
        el("div", { class: "tile big", "data-tone": one.tone }, image(id, 400, name, false)),
        el("div", { class: "product-words" },
          el("p", { class: "eyebrow" }, t(`p.${id}.size`)),
          el("h1", {}, name),
          el("p", { class: "lead" }, t(`p.${id}.note`)),
          el("p", { class: "price large" }, money(one.price)),
          el("p", {}, t(`p.${id}.text`)),
          el("div", { class: "buy" },
            stepper({ name, value: 1, least: 1, change: (n) => (quantity = n) }),
            el("button", { class: "button", type: "button", click: () => addToBasket(id, quantity) }, t("add.long"))),
          el("p", { class: "quiet" }, t("product.delivery", { day: day(3) }), " ", t("product.free", { free })),
          el("details", { open: true }, el("summary", {}, t("product.inside")), el("p", {}, t(`p.${id}.inside`))),
          el("details", {}, el("summary", {}, t("product.keep")), el("p", {}, t(`p.${id}.keep`)))))),
    el("section", { class: "wide shelf" },
      el("h2", {}, t("product.beside")),
      el("ul", { class: "cards" }, ...one.beside.map((other) => card(other)))));
}

if (one) found();
else missing();
show(`${one ? t(`p.${id}`) : t("product.missing")} · ${t("shop.name")}`);
