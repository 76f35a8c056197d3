import { capital, day, el, image, money, reports, show, sum, t } from "./page.js";
import { announce, order } from "./basket.js";
import { product } from "./products.js";

const last = order();
document.querySelector(".done").hidden = !last;
document.querySelector(".empty").hidden = Boolean(last);
if (last) {
  document.querySelector(".lines").append(...last.lines.map(({ id, quantity, price }) =>
    el("li", { class: "line short" },
      el("span", { class: "tile little", "data-tone": product(id).tone }, image(id, 96)),
      el("p", {}, `${quantity} × ${t(`p.${id}`)}`),
      el("p", { class: "price" }, money(price)))));
  document.querySelector(".sums").append(
    sum(t("cart.delivery"), last.delivery ? money(last.delivery) : t("cart.delivery.free")),
    sum(t("cart.total"), money(last.total), true));
  document.querySelector(".step3").textContent = t(`done.step3.${last.how}`);
}
document.querySelector("#answers .wide").append(reports());
show(t("done.title"), {
  name: last?.name.split(" ")[0],
  id: last?.id,
  day: capital(day(last?.how === "shop" ? 1 : 3)),
});

/** The order's size as a coarse band: enough to compare, not enough to recognise anyone. */
function band(total) {
  const [low, high] = [[0, 25], [25, 50], [50, 100]].find(([, end]) => total < end * 100) ?? [100];
  return high ? `${low}-${high}` : `${low}+`;
}
if (announce()) madeleine("event", "order_confirmed", { order_band: band(last.total), customer: last.customer });
