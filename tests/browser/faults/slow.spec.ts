// A module that never comes, tabs without number, a tab that is frozen, a page that writes over us: nobody is kept from buying.
import { answer, definition, drawsFirst, expect, heard, needs, nothingComes, point, question, survey, test } from "../support/site";
import { outbox } from "../support/shop";

test("a module that never comes: nothing is shown, nothing moves, and the page's own form is there", { tag: "@F36" }, async ({ page, visit, site }) => {
  site.hold(/madeleine-widget\.wasm$/);
  const form = `<form id="checkout" onsubmit="window.paid = true; return false"><input name="card"><button>Pay</button></form>
<script>window.moved = 0; new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.moved += value; }).observe({ type: "layout-shift", buffered: true });</script>`;
  await visit({ surveys: [definition()], body: form });
  await nothingComes(page, 3_000);
  await page.getByRole("button", { name: "Pay" }).click();
  expect(await page.evaluate(() => [(window as any).paid, (window as any).moved])).toEqual([true, 0]);
});

test("and one whose first question was drawn out stands there meanwhile, and can be closed", { tag: "@F36" }, async ({ page, visit, site }) => {
  site.hold(/madeleine-widget\.(wasm|en\.json)$/);
  const opening = {
    en: { control: "faces", first: 1, labels: ["Very dissatisfied", "Dissatisfied", "Neither", "Satisfied", "Very satisfied"], of: 1, question: "How was it?", text: { "ui.back": "Back", "ui.close": "Close", "ui.send": "Send", "ui.region": "Short survey" } },
  };
  await visit({ surveys: [definition({ opening })], tags: drawsFirst("trial") });
  await point(page, 4).click();
  await expect(question(page)).toHaveText("How was it?");
  await survey(page).getByRole("button", { name: "Close" }).click();
  await expect(survey(page)).toBeHidden();
});

test("twenty tabs on a machine twenty times slower send what waits once", { tag: "@F31" }, async ({ page, visit, site, context, browserName }) => {
  needs("throttling");
  test.setTimeout(120_000);
  site.receives = false;
  await visit({ surveys: [definition()] });
  await point(page, 5).click();
  await expect(question(page)).toHaveText("Thank you!");
  site.plan.surveys = [definition({ ask: { when: { event: "never" } } })];
  await page.close();
  site.receives = true;
  const tabs = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const tab = await context.newPage();
      const tools = await context.newCDPSession(tab);
      await tools.send("Emulation.setCPUThrottlingRate", { rate: 20 });
      return tab;
    }),
  );
  await Promise.all(tabs.map((tab) => tab.goto(site.url)));
  await expect.poll(() => site.sent.length, { timeout: 60_000 }).toBeGreaterThan(0);
  await tabs[0].waitForTimeout(3_000);
  expect(new Set(site.sent.map(({ response_id }) => response_id)).size).toBe(1);
  expect(site.sent.length).toBeLessThanOrEqual(1);
});

test("a tab that is frozen while it sends goes on when it is woken", { tag: "@F32" }, async ({ page, visit, site, context }) => {
  needs("throttling");
  // The receiver takes its time, so that the page is frozen in the middle of sending.
  let answerLate = () => {};
  const taken = new Promise<void>((came) => {
    site.plan.take = (_, body, response) => {
      site.sent.push(JSON.parse(body));
      answerLate = () => response.writeHead(204).end();
      came();
    };
  });
  await visit({ ...site.plan, surveys: [definition({ items: [{ id: "csat", instrument: "csat" }, { id: "ces", instrument: "ces2" }] })] });
  await answer(page, 4);
  await point(page, 6).click();
  await taken;
  const tools = await context.newCDPSession(page);
  await tools.send("Page.setWebLifecycleState", { state: "frozen" });
  answerLate();
  await new Promise((later) => setTimeout(later, 1_000));
  await tools.send("Page.setWebLifecycleState", { state: "active" });
  expect(site.sent).toMatchObject([{ state: "completed", answers: { csat: 4, ces: 6 } }]);
  // It was heard that it is there: nothing waits any more.
  await expect.poll(() => outbox(page)).toEqual([]);
});

test("what rewrites our attributes with each frame changes no answer", { tag: "@F56" }, async ({ page, visit, site }) => {
  const meddles = `<script>const meddle = () => {
  for (const one of document.querySelectorAll("madeleine-survey")) { one.className = "x" + Math.random(); one.style.cssText = "display:none!important;opacity:0"; one.setAttribute("data-theme", Math.random()); one.removeAttribute("id"); }
  requestAnimationFrame(meddle);
}; meddle();</script><style>* { all: unset !important; display: none !important } html, body, main { display: block !important }</style>`;
  await visit({ surveys: [definition({ items: [{ id: "csat", instrument: "csat" }, { id: "ces", instrument: "ces2" }] })], head: meddles });
  await survey(page).locator('label.point:has(input[value="4"])').dispatchEvent("click");
  await expect(question(page)).toHaveText(/made it easy/);
  await survey(page).locator('label.point:has(input[value="6"])').dispatchEvent("click");
  await expect.poll(() => site.sent.at(-1)).toMatchObject({ state: "completed", answers: { csat: 4, ces: 6 } });
});

test("in a page that hides everything nobody has been shown it", { tag: "@F56" }, async ({ page, visit }) => {
  await visit({ surveys: [definition()], head: "<style>body { display: none }</style>" });
  await expect(survey(page)).toHaveCount(1);
  await page.waitForTimeout(1_500);
  expect((await heard(page)).map(({ name }) => name)).not.toContain("shown");
});
