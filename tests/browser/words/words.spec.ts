// What a person writes: personal details are taken out before anything is kept, and an address is left apart from the answers.
import { expect, needs, outbox, point, question, survey, test } from "../support/shop";
import type { Page } from "@playwright/test";

const PRIVATE = "Call me: +33 6 39 98 12 34 or ann@example.org, card 4111 1111 1111 1111. Order 20251 was late.";
const KEPT = "Call me: ••• or •••, card •••. Order 20251 was late.";

const definition = (more: object = {}) => ({
  v: 1,
  id: "words",
  touchpoint: "checkout",
  ask: { when: { event: "now" } },
  items: [
    { id: "csat", instrument: "csat" },
    { id: "comment", instrument: "open" },
  ],
  deliver: [{ to: "/feedback" }, { to: "event" }],
  ...more,
});

async function ask(page: Page, url: string, survey: object): Promise<void> {
  await page.route("**/checkout.survey.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(survey) }));
  await page.goto(`${url}/index.html`);
  await page.waitForFunction(() => (window as any).madeleine.here);
  await page.evaluate(() => (window as any).madeleine("event", "now"));
}

/** Writes it, and sends it twice where it is shown without what was taken out. */
async function write(page: Page, text: string): Promise<void> {
  await point(page, 2).click();
  await survey(page).getByRole("textbox").fill(text);
  await survey(page).getByRole("button", { name: "Send" }).click();
}

test("what looks like a number or an address of hers is taken out before anything is kept, and she sees it", async ({ page, shop }) => {
  await ask(page, shop.url, definition());
  await write(page, PRIVATE);
  await expect(survey(page).getByRole("textbox")).toHaveValue(KEPT);
  await expect(survey(page).locator(".quiet")).toContainText("•••");
  expect(JSON.stringify(await outbox(page))).not.toContain("ann@example");
  await survey(page).getByRole("button", { name: "Send" }).click();
  await expect(question(page)).toHaveText("Thank you!");
  await expect.poll(() => shop.responses().at(-1)).toMatchObject({ answers: { csat: 2, comment: KEPT } });
  expect(JSON.stringify(shop.responses())).not.toMatch(/ann@|4111|98 12/);
});

test("words without any of that go on with one tap", async ({ page, shop }) => {
  await ask(page, shop.url, definition());
  await write(page, "Parcel 20251 came on 12/03, 10/10!");
  await expect(question(page)).toHaveText("Thank you!");
  await expect.poll(() => shop.responses().at(-1)).toMatchObject({ answers: { comment: "Parcel 20251 came on 12/03, 10/10!" } });
});

test("an owner who may keep everything says so", async ({ page, shop }) => {
  await ask(page, shop.url, definition({ privacy: { redact: false } }));
  await write(page, PRIVATE);
  await expect(question(page)).toHaveText("Thank you!");
  await expect.poll(() => shop.responses().at(-1)).toMatchObject({ answers: { comment: PRIVATE } });
});

test.describe("the browser says what couldn't be fetched", () => {
  test.use({ quiet: false });

  test("without the module that looks closely, more is taken out than has to be, and nothing is lost", async ({ page, shop }) => {
    await page.route("**/madeleine-redactor.*", (route) => route.abort());
    await ask(page, shop.url, definition());
    await write(page, PRIVATE);
    await expect(survey(page).getByRole("textbox")).toHaveValue(KEPT.replace("•••, card", "••• card"));
    await survey(page).getByRole("button", { name: "Send" }).click();
    await expect(question(page)).toHaveText("Thank you!");
    await expect.poll(() => JSON.stringify(shop.responses())).toContain("Order 20251 was late");
    expect(JSON.stringify(shop.responses())).not.toMatch(/ann@|4111|98 12/);
  });
});

for (const linked of [false, true]) {
  test(`an address goes by itself, ${linked ? "with the response's name, which she was told" : "without the response's name"}`, async ({ page, shop }) => {
    needs("requestBody");
    const sent: string[] = [];
    await page.route("**/contact", (route) => {
      sent.push(route.request().postData() ?? "");
      return route.fulfill({ status: 204 });
    });
    await ask(page, shop.url, definition({ items: [{ id: "csat", instrument: "csat" }], contact: { to: "/contact", linked } }));
    await point(page, 1).click();
    await expect(question(page)).toHaveText("Thank you!");
    const card = survey(page);
    await expect(card.getByText("May we contact you about your answer?")).toBeVisible();
    await expect(card.getByText("Your address will be kept beside your answers.")).toHaveCount(linked ? 1 : 0);
    await card.getByRole("textbox", { name: "E-mail address" }).fill("ann@example.org");
    await card.getByRole("button", { name: "Send" }).click();
    await expect.poll(() => sent.length).toBe(1);
    const contact = JSON.parse(sent[0]);
    expect(Object.keys(contact).sort()).toEqual(["contact", "contact_id", "locale", "submitted_at", "survey", "v", ...(linked ? ["response_id"] : [])].sort());
    expect(contact).toMatchObject({ contact: "ann@example.org", survey: "words" });
    await expect.poll(() => shop.responses().length).toBe(1);
    const [response] = shop.responses();
    expect(JSON.stringify(response)).not.toContain("ann@");
    expect(contact.response_id).toBe(linked ? response.response_id : undefined);
    expect(contact.contact_id).not.toBe(response.response_id);
    await expect.poll(() => outbox(page)).toEqual([]);
  });
}
