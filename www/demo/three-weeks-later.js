import { day, show, t } from "./page.js";

show(t("later.title"), { day: day(-24) });
