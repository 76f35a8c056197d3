import { day, el, money, show, t } from "./page.js";

const short = { day: "numeric", month: "short", year: "numeric" };
const orders = [
  { id: "MB-4817", ago: 6, what: [["madeleines", 2]], state: "again", total: 2300 },
  { id: "MB-4655", ago: 24, what: [["coffret", 1], ["earl-grey", 1]], state: "here", total: 4750 },
  { id: "MB-4102", ago: 93, what: [["financiers", 1], ["tilleul", 2]], state: "here", total: 3520 },
];
document.querySelector(".orders").append(...orders.map(({ id, ago, what, state, total }) =>
  el("li", {},
    el("h3", {}, t("account.order", { id }), el("span", { class: `state ${state}` }, t(`account.state.${state}`))),
    el("p", { class: "price" }, money(total)),
    el("p", { class: "quiet" }, `${day(-ago, short)} · ${what.map(([one, n]) => `${n} × ${t(`p.${one}`)}`).join(", ")}`))));
show(t("account.title"), { day: day(-1) });
