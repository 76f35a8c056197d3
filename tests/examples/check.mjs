// The examples for static sites, as somebody has them who installs Madeleine from a registry: packed, installed, built by the generator,
// served, and read in a browser, where each must say the same number of the same answers.

import { cpSync, createReadStream, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { chromium as engine } from "@playwright/test";
import { at, chromium, main, Mend, onPath, runQuietly } from "../../.ci/tools.mjs";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm", ".css": "text/css", ".ndjson": "application/x-ndjson" };
/** Sites without anything of their own: what a shortcode and an include are tried with. */
const HUGO = {
  config: 'title = "Example"\n',
  layout: "<!doctype html><html lang=en><title>{{ .Title }}</title><main>{{ .Content }}</main></html>\n",
  page: '---\ntitle: How checkout goes\n---\n# How checkout goes\n\n{{< madeleine-report src="answers.ndjson" part="csat headline sentence trend" >}}\n',
};

const JEKYLL = '---\ntitle: How checkout goes\n---\n# How checkout goes\n\n{% include madeleine-report.html src="/answers.ndjson" part="csat headline sentence trend" %}\n';

/** Serves a folder; where. */
function served(folder) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://site").pathname);
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    if (path === "/favicon.ico") return void response.writeHead(204).end();
    if (!existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve({ server, address: `http://127.0.0.1:${server.address().port}/` })));
}

/** What a page says of the answers, and what it complained of. */
async function read(browser, folder) {
  const { server, address } = await served(folder);
  const page = await browser.newPage();
  const wrong = [];
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("response", (response) => response.status() >= 400 && wrong.push(`${response.status()} ${response.url()}`));
  try {
    await page.goto(address);
    const report = page.locator("madeleine-report");
    const said = await report.locator(".sentence").first().textContent({ timeout: 20_000 });
    const pictures = await report.locator("svg").count();
    return { said: said.trim(), pictures, wrong };
  } finally {
    await page.close();
    server.close();
  }
}

async function withNpm(folder, packed) {
  await runQuietly("npm", ["install", "--no-audit", "--no-fund", "--no-save", packed], { cwd: folder });
  await runQuietly("npm", ["run", "build"], { cwd: folder, env: { ASTRO_TELEMETRY_DISABLED: "1" } });
}

const EXAMPLES = {
  plain: async (folder) => {
    cpSync(at("dist"), join(folder, "madeleine"), { recursive: true });
    cpSync(join(folder, "..", "answers.ndjson"), join(folder, "answers.ndjson"));
    return folder;
  },
  eleventy: async (folder, packed) => {
    await withNpm(folder, packed);
    return join(folder, "_site");
  },
  astro: async (folder, packed) => {
    await withNpm(folder, packed);
    return join(folder, "dist");
  },
  hugo: async (folder) => {
    if (!onPath("hugo")) return undefined;
    for (const below of ["content", "layouts", "static"]) mkdirSync(join(folder, below), { recursive: true });
    writeFileSync(join(folder, "hugo.toml"), HUGO.config);
    writeFileSync(join(folder, "layouts", "index.html"), HUGO.layout);
    writeFileSync(join(folder, "content", "_index.md"), HUGO.page);
    cpSync(join(folder, "..", "answers.ndjson"), join(folder, "static", "answers.ndjson"));
    await runQuietly(process.execPath, [at("www", "npm", "copy.mjs"), join(folder, "static", "madeleine")]);
    await runQuietly("hugo", ["--quiet"], { cwd: folder });
    return join(folder, "public");
  },
  jekyll: async (folder) => {
    if (!onPath("jekyll")) return undefined;
    writeFileSync(join(folder, "index.md"), JEKYLL);
    cpSync(join(folder, "..", "answers.ndjson"), join(folder, "answers.ndjson"));
    await runQuietly(process.execPath, [at("www", "npm", "copy.mjs"), join(folder, "madeleine")]);
    await runQuietly("jekyll", ["build", "--quiet"], { cwd: folder });
    return join(folder, "_site");
  },
};

await main(import.meta, async () => {
  const place = mkdtempSync(join(tmpdir(), "madeleine-examples-"));
  const browser = await engine.launch({ executablePath: chromium() ?? "chromium", args: ["--no-sandbox", "--disable-gpu"] });
  let [passed, failed] = [0, 0];
  let expected;
  try {
    cpSync(at("www", "examples"), place, { recursive: true });
    const [{ filename }] = JSON.parse(await runQuietly("npm", ["pack", "--json", "--silent", "--pack-destination", place], { cwd: at() }));
    for (const [name, build] of Object.entries(EXAMPLES)) {
      const folder = await build(join(place, name), join(place, filename));
      if (!folder) {
        console.log(`  ${name} isn't installed: left out`);
        continue;
      }
      const { said, pictures, wrong } = await read(browser, folder);
      expected ??= said;
      if (said !== expected) wrong.push(`It says “${said}”, and the plain page “${expected}”.`);
      if (!pictures) wrong.push("There is no picture.");
      if (wrong.length) failed++;
      else passed++;
      console.log(`  ${name}: ${wrong.length ? wrong.join("\n    ") : said}`);
    }
  } finally {
    await browser.close();
    rmSync(place, { recursive: true, force: true });
  }
  console.log(`examples: ${passed} passed, ${failed} failed`);
  if (failed) throw new Mend("An example doesn't do what it says.");
});
