import { test } from "../support/shop";
import { CONTROLS, cardOf, stand } from "./controls";
import { writeFileSync } from "node:fs";
const pick = process.env.PICK ? new RegExp(process.env.PICK) : /./;
const only = Object.fromEntries(Object.entries(CONTROLS).filter(([n]) => pick.test(n)));
for (const set of (process.env.SETS ?? "light-en-1280,light-en-320,light-ar-1280,dark-en-1280").split(",")) {
  const [scheme, lang, width] = set.split("-");
  test(set, async ({ page, shop, context }) => {
    test.setTimeout(300000);
    await stand(page, shop.url, only, { scheme: scheme as any, lang, width: +width });
    const shots: [string, string][] = [];
    for (const [name, control] of Object.entries(only)) {
      const card = cardOf(page, name);
      try { await control.then?.(card, page); } catch (e) { console.log(name, String(e).slice(0, 200)); }
      shots.push([name, (await card.screenshot({ animations: "disabled" })).toString("base64")]);
    }
    const halves = [shots.slice(0, 25), shots.slice(25)].filter((h) => h.length);
    for (const [i, half] of halves.entries()) {
    const sheet = await context.newPage();
    await sheet.setViewportSize({ width: 1564, height: 800 });
    await sheet.setContent(`<!doctype html><style>body{margin:8px;background:${scheme === "dark" ? "#111" : "#eee"};font:11px DejaVu Sans;color:#888;column-count:${+width > 400 ? 4 : 5};column-gap:10px}figure{margin:0 0 10px;break-inside:avoid}img{display:block}</style>` + half.map(([n, b]) => `<figure>${n}<img src="data:image/png;base64,${b}"></figure>`).join(""));
    await sheet.evaluate(() => Promise.all([...document.images].map((i) => i.decode())));
    writeFileSync(`/tmp/looks/${set}-${i}.png`, await sheet.screenshot({ fullPage: true }));
    }
  });
}
