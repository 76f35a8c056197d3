// The strictest policy that lets WebAssembly run, and Trusted Types without any policy: the page fixture fails on a violation.
import { answer, expect, order, question, test } from "../support/shop";

test("a whole survey runs under the strictest policy without a violation", { tag: ["@F38", "@S04", "@S05", "@S06"] }, async ({ page, shop }) => {
  const served = await page.request.get(`${shop.url}/order-confirmed.html`);
  const policy = served.headers()["content-security-policy"];
  for (const part of [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "connect-src 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]) {
    expect(policy.split(/; */)).toContain(part);
  }
  await order(page, shop);
  await answer(page, 2);
  await answer(page, 2);
  await expect(question(page)).toHaveText("What should we fix first?");
  await page.locator("madeleine-survey").getByRole("checkbox", { name: "Payment" }).check();
  await page.locator("madeleine-survey").getByRole("button", { name: "Next" }).click();
  await page.locator("madeleine-survey").getByRole("textbox").fill("<img src=x onerror=alert(1)> “quotes” \u2028 and \\ 🫖");
  await page.locator("madeleine-survey").getByRole("button", { name: "Send" }).click();
  await expect(question(page)).toHaveText("Thank you!");
  await expect.poll(() => shop.responses().at(-1)?.answers.comment).toBe("<img src=x onerror=alert(1)> “quotes” \u2028 and \\ 🫖");
});

test.describe("where a policy forbids WebAssembly", () => {
  test.use({ quiet: false });
  test("nothing is shown, the page goes on, and its owner is told in one line", { tag: "@F34" }, async ({ page, shop, said }) => {
    await page.route("**/index.html", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, headers: { ...answer.headers(), "content-security-policy": "script-src 'self'" } });
    });
    await page.goto(`${shop.url}/index.html`);
    await page.waitForFunction(() => (window as any).madeleine.here);
    await page.evaluate(() => (window as any).madeleine("event", "order_confirmed"));
    await expect.poll(() => said.filter((line) => line.startsWith("error: Madeleine:")).length).toBe(1);
    await expect(page.locator("madeleine-survey")).toHaveCount(0);
    // Firefox reports what it blocks, its own line of the console, as if the page had thrown it.
    expect(said.filter((line) => line.startsWith("thrown") && !line.startsWith("thrown: Content-Security-Policy: "))).toEqual([]);
  });
});
