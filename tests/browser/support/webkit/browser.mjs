#!/usr/bin/env node
// Stands where Playwright expects its own WebKit, and drives the distribution's: WebKitGTK, in its MiniBrowser.
// Playwright speaks WebKit's inspector protocol with additions of its own over a pipe. Here that becomes the inspector protocol that
// every WebKitGTK serves, and W3C WebDriver for what the inspector can't do: real mouse and keys, windows and their size.
// One context is one MiniBrowser, which keeps nothing.

import { spawn } from "node:child_process";
import { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { miniBrowser } from "../../../../.ci/tools.mjs";
import { Driver, freePort } from "./driver.mjs";
import { Inspector } from "./inspector.mjs";
import { Page } from "./page.mjs";

const LIMIT_MS = 15_000;
const SETTINGS = {
  // Without it nothing is drawn on a screen without a graphics card.
  WEBKIT_SKIA_ENABLE_CPU_RENDERING: "1",
  // Where gtk-3.0/gtk.css lies.
  XDG_CONFIG_HOME: fileURLToPath(new URL(".", import.meta.url)),
  GSETTINGS_BACKEND: "memory",
  // Under C.UTF-8 its pages would speak the language "C". Where this locale isn't installed they speak en-US.
  LC_ALL: "en_GB.UTF-8",
};

const toPlaywright = new Socket({ fd: 4 });
const fromPlaywright = new Socket({ fd: 3 });
const say = (message) => toPlaywright.write(`${JSON.stringify(message)}\0`);

const children = new Set();
function start(command, args, options) {
  const child = spawn(command, args, options);
  children.add(child);
  child.on("exit", () => children.delete(child));
  return child;
}

/** A screen that nobody sees; resolves to its name. */
function screen() {
  const args = ["-displayfd", "3", "-screen", "0", "1600x1400x24", "-nolisten", "tcp"];
  const server = start("Xvfb", args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  return new Promise((resolve, reject) => {
    server.stdio[3].once("data", (number) => resolve(`:${String(number).trim()}`));
    server.once("exit", () => reject(new Error("Xvfb ended")));
  });
}
const display = screen();

/** One MiniBrowser with its driver and its pages. */
class Context {
  #pages = new Set();
  #known = new Set();
  #fresh = [];
  #wake;

  /** A session can hang at its start on a busy machine: then it is tried once more. */
  static open() {
    return Context.#tryOpen().catch(() => Context.#tryOpen());
  }

  static async #tryOpen() {
    const context = new Context();
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error("MiniBrowser didn't start in time")), LIMIT_MS);
    });
    try {
      await Promise.race([context.#start(), late]);
      return context;
    } catch (error) {
      context.close();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async #start() {
    const port = await freePort();
    const env = { ...process.env, ...SETTINGS, DISPLAY: await display, WEBKIT_INSPECTOR_SERVER: `127.0.0.1:${port}` };
    this.browser = start(miniBrowser(), ["--automation", "--time-zone=UTC"], { stdio: "ignore", env });
    this.inspector = await Inspector.open(port);
    this.inspector.on("pages", (all) => this.#see(all));
    this.inspector.on("message", (target, message) => this.page(target)?.hear(message));
    this.driver = await Driver.open(await this.inspector.driverPort(), (command, args) => start(command, args, { stdio: "ignore", env }));
    this.window = await this.driver.window();
    this.target = await this.#next();
  }

  #see(all) {
    for (const target of all) {
      if (this.#known.has(target)) continue;
      this.#known.add(target);
      this.#fresh.push(target);
      this.#wake?.();
    }
  }

  /** The next page that opens, or has opened and wasn't asked for yet. */
  async #next() {
    while (!this.#fresh.length) await new Promise((resolve) => (this.#wake = resolve));
    return this.#fresh.shift();
  }

  page(target) {
    return [...this.#pages].find((page) => page.inspected === target);
  }

  async newPage(id) {
    // It has one window from the start.
    const [window, target] = this.#pages.size ? [await this.driver.newWindow(), await this.#next()] : [this.window, this.target];
    const page = new Page({ id, inspector: this.inspector, target, driver: this.driver, window, say });
    this.#pages.add(page);
    return page;
  }

  async closePage(page) {
    this.#pages.delete(page);
    // The browser ends with its last window.
    if (!this.#pages.size) return this.close();
    await this.driver.closeWindow(page.window);
  }

  get first() {
    return [...this.#pages][0];
  }

  close() {
    this.inspector?.close();
    this.driver?.close();
    this.browser?.kill("SIGKILL");
  }
}

const contexts = new Map();
const pages = new Map();
let number = 0;

const BROWSER = {
  "Playwright.enable": () => ({}),
  "Playwright.setLanguages": () => ({}),
  "Playwright.setDownloadBehavior": () => ({}),
  "Playwright.grantFileReadAccess": () => ({}),
  async "Playwright.createContext"() {
    const browserContextId = `context-${++number}`;
    contexts.set(browserContextId, await Context.open());
    return { browserContextId };
  },
  async "Playwright.deleteContext"({ browserContextId }) {
    contexts.get(browserContextId).close();
    contexts.delete(browserContextId);
    for (const [pageProxyId, { context }] of pages) if (context === browserContextId) gone(pageProxyId);
    return {};
  },
  async "Playwright.createPage"({ browserContextId }) {
    const pageProxyId = `page-${++number}`;
    const page = await contexts.get(browserContextId).newPage(pageProxyId);
    pages.set(pageProxyId, { page, context: browserContextId });
    say({ method: "Playwright.pageProxyCreated", params: { browserContextId, pageProxyId } });
    page.attach();
    return { pageProxyId };
  },
  async "Playwright.closePage"({ pageProxyId }) {
    const { page, context } = pages.get(pageProxyId);
    await contexts.get(context).closePage(page);
    gone(pageProxyId);
    return {};
  },
  "Playwright.navigate": ({ pageProxyId, url }) => pages.get(pageProxyId).page.navigate(url),
  "Playwright.getAllCookies": ({ browserContextId }) => contexts.get(browserContextId).first?.cookies() ?? { cookies: [] },
  async "Playwright.setCookies"({ browserContextId, cookies }) {
    for (const cookie of cookies) await contexts.get(browserContextId).first.setCookie(cookie);
    return {};
  },
  "Playwright.close": () => end(),
};

function gone(pageProxyId) {
  pages.delete(pageProxyId);
  say({ method: "Playwright.pageProxyDestroyed", params: { pageProxyId } });
}

async function take(message) {
  const { id, method, params, pageProxyId } = message;
  if (pageProxyId) return pages.get(pageProxyId)?.page.command(message);
  try {
    if (!BROWSER[method]) throw new Error(`${method} can't be done with WebKitGTK`);
    say({ id, result: await BROWSER[method](params ?? {}) });
  } catch (error) {
    say({ id, error: { message: error.message } });
  }
}

function end() {
  for (const context of contexts.values()) context.close();
  for (const child of children) child.kill("SIGKILL");
  process.exit();
}

let unread = "";
fromPlaywright.setEncoding("utf8");
fromPlaywright.on("data", (chunk) => {
  const messages = (unread + chunk).split("\0");
  unread = messages.pop();
  for (const message of messages) take(JSON.parse(message));
});
fromPlaywright.on("close", end);
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, end);
