// The main road: asked on a real page, answered, kept, sent.
import { answer, expect, order, outbox, point, question, survey, test } from "../support/shop";

const CSAT = "Overall, how satisfied or dissatisfied are you with placing your order today?";
const CES = "This site made it easy for me to place my order.";

test("an order is asked about, answered with two taps, and arrives once", async ({ page, shop }) => {
  await order(page, shop);
  await expect(question(page)).toHaveText(CSAT);
  await point(page, 4).click();
  await expect(question(page)).toHaveText(CES);
  await point(page, 6).click();
  await expect(question(page)).toHaveText("Thank you!");
  await expect.poll(() => shop.responses().length).toBe(1);
  const [response] = shop.responses();
  expect(response).toMatchObject({
    survey: "checkout",
    state: "completed",
    seq: 2,
    answers: { csat: 4, ces: 6 },
    instruments: { csat: "csat", ces: "ces2" },
    context: { order_band: "0-25", customer: "new" },
    locale: "en",
    surface: "popover",
    device: "desktop",
    durability: "disk",
    sample: 1,
  });
  expect(response.response_id).toMatch(/^[\w-]{22}$/);
  expect(response.shown_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/);
  await expect.poll(() => outbox(page)).toEqual([]);
});

test("answers given offline arrive once when the customer comes back online", { tag: "@F10" }, async ({ page, shop, context }) => {
  await order(page, shop);
  await expect(question(page)).toHaveText(CSAT);
  // What comes after the first question has come.
  await page.waitForTimeout(1000);
  await context.setOffline(true);
  await point(page, 5).click();
  await expect(question(page)).toHaveText(CES);
  await point(page, 7).click();
  await expect(question(page)).toHaveText("Thank you!");
  expect(await outbox(page)).toMatchObject([{ seq: 2, to: `${shop.url}/feedback` }]);
  await page.reload().catch(() => {});
  await context.setOffline(false);
  await page.goto(`${shop.url}/index.html`);
  await expect.poll(() => shop.responses().length).toBe(1);
  expect(shop.responses()[0]).toMatchObject({ state: "completed", answers: { csat: 5, ces: 7 } });
  await expect.poll(() => outbox(page)).toEqual([]);
  await page.reload();
  await page.waitForTimeout(500);
  expect(shop.responses()).toHaveLength(1);
});

test("a page that stays open sends by itself once it is online again", { tag: "@F09" }, async ({ page, shop, context }) => {
  await order(page, shop);
  await expect(question(page)).toHaveText(CSAT);
  // What comes after the first question has come.
  await page.waitForTimeout(1000);
  await context.setOffline(true);
  await point(page, 1).click();
  await survey(page).getByRole("button", { name: "Close" }).click();
  await expect(survey(page)).toHaveCount(0);
  await context.setOffline(false);
  await expect.poll(() => shop.responses().length).toBe(1);
  expect(shop.responses()[0]).toMatchObject({ state: "dismissed", answers: { csat: 1 } });
});

test("a low score is asked for its reason; going back and changing it takes the reason away", { tag: "@F46" }, async ({ page, shop }) => {
  await order(page, shop);
  await answer(page, 2);
  await answer(page, 5);
  await expect(question(page)).toHaveText("What should we fix first?");
  const next = survey(page).getByRole("button", { name: "Next" });
  await expect(next).toBeDisabled();
  for (const name of ["Delivery options", "Payment", "Account or login"]) await survey(page).getByRole("checkbox", { name }).check();
  await expect(survey(page).getByRole("checkbox", { name: "Price or extra fees" })).toBeDisabled();
  await next.click();
  await expect(question(page)).toHaveText("What is the main reason for your answer?");
  const back = survey(page).getByRole("button", { name: "Back" });
  await back.click();
  await expect(survey(page).getByRole("checkbox", { name: "Payment" })).toBeChecked();
  await back.click();
  await back.click();
  await expect(survey(page).getByRole("radio", { name: "Dissatisfied", exact: true })).toBeChecked();
  await expect(back).toBeHidden();
  await answer(page, 5);
  await answer(page, 7);
  await expect(question(page)).toHaveText("Thank you!");
  await expect.poll(() => shop.responses().length).toBe(1);
  expect(shop.responses()[0]).toMatchObject({ state: "completed", answers: { csat: 5, ces: 7 } });
  expect(shop.responses()[0].answers).not.toHaveProperty("why");
});

test("whoever closes without answering leaves nothing and sends nothing", async ({ page, shop }) => {
  const posts: string[] = [];
  page.on("request", (request) => request.method() === "POST" && posts.push(request.url()));
  await order(page, shop);
  await expect(question(page)).toHaveText(CSAT);
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await survey(page).getByRole("button", { name: "Close" }).click();
  await expect(survey(page)).toHaveCount(0);
  await page.reload();
  await page.waitForTimeout(1500);
  await expect(survey(page)).toHaveCount(0);
  expect(posts).toEqual([]);
  expect(await page.evaluate(async () => [await indexedDB.databases(), Object.keys(localStorage), document.cookie])).toEqual([[], [], ""]);
});

test("nothing but the embed script and the definition is fetched before the moment to ask", async ({ page, shop }) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto(`${shop.url}/index.html`);
  await page.waitForTimeout(1000);
  const ours = fetched.filter((path) => path.includes("madeleine/") || path.endsWith(".survey.json"));
  expect(ours.sort()).toEqual(["/checkout.survey.json", "/madeleine/madeleine.js"]);
});

test("the page hears of it: answers, completion with the response, dismissal", async ({ page, shop }) => {
  await order(page, shop);
  await page.evaluate(() => {
    const heard: unknown[] = ((window as any).heard = []);
    for (const name of ["answer", "complete", "dismiss"])
      addEventListener(`madeleine-${name}`, (event) => heard.push([name, (event as CustomEvent).detail]));
  });
  await answer(page, 4);
  await answer(page, 7);
  await expect(question(page)).toHaveText("Thank you!");
  const heard = await page.evaluate(() => (window as any).heard);
  expect(heard.map(([name]: [string]) => name)).toEqual(["answer", "answer", "complete"]);
  expect(heard[2][1]).toMatchObject({ state: "completed", answers: { csat: 4, ces: 7 } });
});

test("a page may tell its event long after the script has loaded, as often as it likes", async ({ page, shop }) => {
  await page.goto(`${shop.url}/index.html`);
  await page.waitForFunction(() => (window as any).madeleine.here);
  await page.evaluate(() => {
    for (let i = 0; i < 5; i++) (window as any).madeleine("event", "order_confirmed", { customer: "returning", "not listed": "x" });
  });
  await expect(question(page)).toHaveText(CSAT);
  await expect(survey(page)).toHaveCount(1);
  await answer(page, 3);
  await answer(page, 4);
  await expect.poll(() => shop.responses().length).toBe(1);
  expect(shop.responses()[0].context).toEqual({ customer: "returning" });
});

test("a survey stands inline where its element stands, and speaks French on a French page", async ({ page, shop }) => {
  await page.goto(`${shop.url}/inline.html?lang=fr`);
  await expect(question(page)).toHaveText("Votre demande est-elle maintenant résolue ?");
  await survey(page).getByRole("radio", { name: "Oui" }).click();
  await expect(question(page)).toHaveText("Maison Bellac m’a permis de résoudre mon problème facilement.");
  await point(page, 7).click();
  await survey(page).getByRole("radio", { name: "Une fois" }).click();
  await expect(question(page)).toHaveText("Merci !");
  await expect.poll(() => shop.responses().length).toBe(1);
  expect(shop.responses()[0]).toMatchObject({ survey: "support", surface: "inline", locale: "fr", answers: { fcr: "fcr.yes", ces: 7, contacts: "fcr.t1" } });
});

test("the element releases everything when it leaves and works again when it comes back", async ({ page, shop }) => {
  await page.goto(`${shop.url}/inline.html`);
  await expect(question(page)).toHaveText("Is your request now resolved?");
  await page.evaluate(async () => {
    const element = document.querySelector("madeleine-survey")!;
    const place = element.parentElement!;
    for (let i = 0; i < 20; i++) {
      element.remove();
      await new Promise((resolve) => setTimeout(resolve, 5));
      place.append(element);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  });
  await expect(question(page)).toHaveText("Is your request now resolved?");
  await survey(page).getByRole("radio", { name: "I don’t know" }).click();
  await expect(question(page)).toContainText("made it easy");
  await answer(page, 4);
  await expect.poll(() => shop.responses().length).toBe(1);
  expect(shop.responses()[0].answers).toEqual({ fcr: -2, ces: 4 });
});

test("where the browser refuses storage the answer is sent from memory once it can be, and says so", { tag: "@F22" }, async ({ page, shop, context }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "indexedDB", {
      get() {
        throw new DOMException("refused", "SecurityError");
      },
    });
  });
  await order(page, shop);
  await expect(question(page)).toHaveText(CSAT);
  // What comes after the first question has come.
  await page.waitForTimeout(1000);
  await context.setOffline(true);
  await answer(page, 4);
  await answer(page, 6);
  expect(shop.responses()).toEqual([]);
  await context.setOffline(false);
  await expect.poll(() => shop.responses().length).toBe(1);
  expect(shop.responses()[0]).toMatchObject({ state: "completed", durability: "mem", answers: { csat: 4, ces: 6 } });
});
