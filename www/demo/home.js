import { card, reports, show, t } from "./page.js";
import { products } from "./products.js";

for (const shelf of document.querySelectorAll("[data-shelf]")) {
  shelf.append(...products.filter((one) => one.shelf === shelf.dataset.shelf).map((one) => card(one.id)));
}
document.querySelector("#answers .wide").append(reports());
show(t("home.title"));
