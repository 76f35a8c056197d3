import { el, hidden, image, link, money, show, stepper, sum, t } from "./page.js";
import * as basket from "./basket.js";

const list = document.querySelector(".lines");
const sums = document.querySelector(".sums");
const until = document.querySelector(".until");

function line({ product, quantity }) {
  const { id } = product;
  const name = t(`p.${id}`);
  const price = el("p", { class: "price" });
  const say = (n) => (price.textContent = money(product.price * n));
  const row = el("li", { class: "line" },
    el("span", { class: "tile little", "data-tone": product.tone }, image(id, 96)),
    el("div", { class: "line-words" },
      el("h2", {}, el("a", { href: link(`product.html?id=${id}`) }, name)),
      el("p", { class: "quiet" }, `${t(`p.${id}.size`)} · ${t("cart.each", { price: money(product.price) })}`)),
    price,
    el("div", { class: "line-tools" },
      stepper({ name, value: quantity, least: 1, change: (n) => { basket.put(id, n); say(n); total(); } }),
      el("button", { class: "plain", type: "button", click: remove }, t("remove"), hidden(` ${t("remove.what", { name })}`))));
  function remove() {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    basket.put(id, 0);
    row.remove();
    total();
    (next?.querySelector("button.plain") ?? document.querySelector("main a.button")).focus();
  }
  say(quantity);
  return row;
}

function total() {
  const goods = basket.goods();
  const delivery = basket.deliveryPrice("home");
  const missing = basket.FREE_FROM - goods;
  sums.replaceChildren(
    sum(t("cart.subtotal"), money(goods)),
    sum(t("cart.delivery"), delivery ? money(delivery) : t("cart.delivery.free")),
    sum(t("cart.total"), money(goods + delivery), true));
  until.textContent = missing > 0 ? t("cart.until", { amount: money(missing) }) : t("cart.reached");
  document.querySelector(".basket").hidden = !goods;
  document.querySelector(".empty").hidden = goods > 0;
}

list.append(...basket.lines().map(line));
total();
show(t("cart.title"));
