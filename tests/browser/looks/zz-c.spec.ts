import { test } from "../support/shop";
import { CONTROLS, cardOf, stand } from "./controls";
test.use({ quiet: false });
test("c", async ({ page, shop, said }) => {
  for (const css of ["--madeleine-accent:#ffd400", "--madeleine-accent:#e8590c", "--madeleine-accent:#ffd400;--madeleine-on-accent:#000", "--madeleine-accent:#0a7a4b", "--madeleine-accent:#ffd400;--madeleine-on-accent:#fff", "--madeleine-accent:#777;--madeleine-on-accent:#777", "--madeleine-accent:oklch(70% .2 150);--madeleine-ground:#222", "--madeleine-accent:#a8521b"]) for (const scheme of ["light", "dark"] as const) {
    said.length = 0;
    await stand(page, shop.url, { csat: CONTROLS.csat }, { scheme, lang: "en", width: 500 }, `<style>madeleine-survey{${css}}</style>`);
    await page.waitForTimeout(900);
    console.log(css, scheme, said, await page.locator(".card").getAttribute("style"));
  }
});
