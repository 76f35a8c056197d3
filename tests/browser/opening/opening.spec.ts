// The script that draws first, with a definition that brings its first question along: it stands there before the module and the words
// have come, and what is answered meanwhile is counted once they have.
import { execFileSync } from "node:child_process";
import { definition, drawsFirst, expect, heard, lying, NOTHING, nothingComes, point, question, survey, test } from "../support/site";
import { command } from "../support/shop";

const CORE = /madeleine-widget\.(wasm|[a-z]{2}\.json)$/;
const TWO = [{ id: "csat", instrument: "csat" }, { id: "ces", instrument: "ces2" }];
const CSAT = /^Overall, how satisfied/;
const CES = /made it easy/;

/** A definition as the command prints it. */
const drawnOut = (more: Record<string, unknown> = {}): Record<string, any> =>
  JSON.parse(execFileSync(command, ["opening", "-"], { input: JSON.stringify(definition({ items: TWO, ...more })), encoding: "utf8" }));

test("the question stands there before the module has come; what is answered meanwhile is counted", async ({ page, visit, site }) => {
  const release = site.hold(CORE);
  await visit({ surveys: [drawnOut()], tags: drawsFirst("trial") });
  await expect(question(page)).toHaveText(CSAT);
  await expect(survey(page).getByRole("radio")).toHaveCount(5);
  await expect(survey(page).getByRole("radio", { name: "Very satisfied" })).toBeVisible();
  await expect(survey(page).getByRole("button", { name: "Close" })).toBeVisible();
  // She changes her mind: the last answer counts.
  await point(page, 2).click();
  await point(page, 4).click();
  await page.waitForTimeout(300);
  await expect(question(page)).toHaveText(CSAT);
  expect(site.sent).toEqual([]);
  release();
  await expect(question(page)).toHaveText(CES);
  await point(page, 6).click();
  await expect(question(page)).toHaveText("Thank you!");
  await expect.poll(() => site.sent.at(-1)).toMatchObject({ state: "completed", answers: { csat: 4, ces: 6 } });
  expect(new Set(site.sent.map(({ response_id }) => response_id)).size).toBe(1);
});

test("nothing but the script and the definition is fetched before the moment, and nothing is stored", async ({ page, visit, site }) => {
  await visit({ surveys: [drawnOut({ ask: { when: { event: "now" } } })], tags: drawsFirst("trial") });
  await expect.poll(site.files).toContain("trial.survey.json");
  await page.waitForTimeout(500);
  expect(site.files()).toEqual(["madeleine.first.js", "trial.survey.json"]);
  expect(await lying(page)).toEqual(NOTHING);
});

test("the card isn't drawn anew when the module has come: the focus stays where it was", async ({ page, visit, site }) => {
  const release = site.hold(CORE);
  await visit({ surveys: [drawnOut()], tags: drawsFirst("trial") });
  await survey(page).getByRole("radio").nth(1).focus();
  await page.keyboard.press("ArrowRight");
  const marked = () => survey(page).evaluate((host) => (host.shadowRoot!.activeElement as HTMLInputElement).value);
  expect(await marked()).toBe("3");
  release();
  await expect.poll(site.files).toContain("madeleine-later.js");
  expect(await marked()).toBe("3");
  await page.keyboard.press("Enter");
  await expect(question(page)).toHaveText(CES);
  await expect.poll(() => site.sent.length, { timeout: 15_000 }).toBe(0);
  await page.keyboard.press("Escape");
  await expect.poll(() => site.sent.at(-1)).toMatchObject({ state: "dismissed", answers: { csat: 3 } });
});

test("who closes before the module has come is left alone at once, and leaves nothing", async ({ page, visit, site }) => {
  const release = site.hold(CORE);
  await visit({ surveys: [drawnOut()], tags: drawsFirst("trial") });
  await expect(question(page)).toHaveText(CSAT);
  await survey(page).getByRole("button", { name: "Close" }).click();
  await expect(survey(page)).toBeHidden();
  release();
  await expect(survey(page)).toHaveCount(0);
  expect((await heard(page)).map(({ name }) => name)).toContain("dismiss");
  expect(site.sent).toEqual([]);
  expect(await lying(page)).toEqual(NOTHING);
});

test("who answers and closes before the module has come has answered", async ({ page, visit, site }) => {
  const release = site.hold(CORE);
  await visit({ surveys: [drawnOut()], tags: drawsFirst("trial") });
  await point(page, 5).click();
  await survey(page).getByRole("button", { name: "Close" }).click();
  await expect(survey(page)).toBeHidden();
  release();
  await expect.poll(() => site.sent.at(-1)).toMatchObject({ state: "dismissed", answers: { csat: 5 } });
});

test("a question that isn't the definition's any more gives way to it, and an answer to it isn't counted", async ({ page, visit, site }) => {
  const release = site.hold(CORE);
  const old = drawnOut();
  old.opening.en.question = "How was it last year?";
  await visit({ surveys: [old], tags: drawsFirst("trial") });
  await expect(question(page)).toHaveText("How was it last year?");
  await point(page, 1).click();
  release();
  await expect(question(page)).toHaveText(CSAT);
  await expect(survey(page).getByRole("radio", { checked: true })).toHaveCount(0);
  await page.waitForTimeout(300);
  await point(page, 4).click();
  await expect(question(page)).toHaveText(CES);
  await survey(page).getByRole("button", { name: "Close" }).click();
  await expect.poll(() => site.sent.at(-1)).toMatchObject({ answers: { csat: 4 } });
});

test("it speaks the page's language, and a language that wasn't drawn out goes the usual way", async ({ page, visit }) => {
  const french = (definition: Record<string, any>) => ({ surveys: [definition], tags: drawsFirst("trial"), head: `<script>document.documentElement.lang = "fr"</script>` });
  await visit(french(drawnOut({ locales: ["en", "fr"] })));
  await expect(question(page)).toHaveText(/^Dans l’ensemble/);
  await expect(survey(page).locator(".card")).toHaveAttribute("lang", "fr");
  const onlyEnglish = drawnOut({ locales: ["en", "fr"] });
  delete onlyEnglish.opening.fr;
  await visit(french(onlyEnglish));
  await expect(question(page)).toHaveText(/^Dans l’ensemble/);
});

test("without a drawn-out question the script asks all the same", async ({ page, visit, site }) => {
  await visit({ surveys: [definition()], tags: drawsFirst("trial") });
  await point(page, 4).click();
  await expect.poll(() => site.sent.at(-1)).toMatchObject({ answers: { csat: 4 } });
});

test.describe("where it can't go on", () => {
  test.use({ quiet: false });

  test("a policy that forbids WebAssembly: nothing is shown, one line says which word is missing", async ({ page, visit, said, site }) => {
    await page.route(`${site.url}/`, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, headers: { ...answer.headers(), "content-security-policy": "script-src 'self' 'unsafe-inline'" } });
    });
    await visit({ surveys: [drawnOut()], tags: drawsFirst("trial") });
    await expect.poll(() => said.filter((line) => /Madeleine: .*'wasm-unsafe-eval'/.test(line)).length).toBe(1);
    await nothingComes(page);
  });

  test("a module that was tampered with: the card leaves, one line says so, and the page hears that it was blocked", async ({ page, visit, said }) => {
    await page.route(/madeleine-widget\.wasm$/, async (route) => {
      const answer = await route.fetch();
      const body = await answer.body();
      body[body.length - 1] ^= 1;
      await route.fulfill({ response: answer, body });
    });
    await visit({ surveys: [drawnOut()], tags: drawsFirst("trial") });
    await expect(question(page)).toHaveText(CSAT);
    await expect(survey(page)).toHaveCount(0, { timeout: 10_000 });
    expect(said.filter((line) => /Madeleine: trial: can't trust/.test(line))).toHaveLength(1);
    expect((await heard(page)).map(({ name }) => name)).toContain("blocked");
  });
});
