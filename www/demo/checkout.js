import { capital, day, el, image, link, money, show, sum, t } from "./page.js";
import * as basket from "./basket.js";

const form = document.querySelector("form");
const how = () => new FormData(form).get("how");

for (const { product, quantity, price } of basket.lines()) {
  document.querySelector(".lines").append(
    el("li", { class: "line short" },
      el("span", { class: "tile little", "data-tone": product.tone }, image(product.id, 96)),
      el("p", {}, `${quantity} × ${t(`p.${product.id}`)}`),
      el("p", { class: "price" }, money(price))));
}
for (const option of form.querySelectorAll("[data-how]")) {
  const price = basket.deliveryPrice(option.dataset.how);
  option.textContent = price ? money(price) : t("cart.delivery.free");
}
function total() {
  const delivery = basket.deliveryPrice(how());
  document.querySelector(".sums").replaceChildren(
    sum(t("cart.subtotal"), money(basket.goods())),
    sum(t("cart.delivery"), delivery ? money(delivery) : t("cart.delivery.free")),
    sum(t("cart.total"), money(basket.goods() + delivery), true));
  form.querySelector(".place").textContent = t("checkout.place", { total: money(basket.goods() + delivery) });
}
form.elements.name.value = t("checkout.person");
form.addEventListener("change", total);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  basket.place({ name: form.elements.name.value.trim(), how: how() });
  location.assign(link("order-confirmed.html"));
});
total();
document.querySelector(".checkout").hidden = !basket.count();
document.querySelector(".empty").hidden = basket.count() > 0;
show(t("checkout.title"), { day: t("checkout.home.text").startsWith("{day}") ? capital(day(3)) : day(3) });
