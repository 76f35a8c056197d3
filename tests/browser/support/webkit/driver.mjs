// WebKitWebDriver: real mouse and keys, windows and their size. W3C WebDriver, without a library: it is a dozen requests.

import { createServer } from "node:net";

/** Playwright's names of keys that are no letters, as WebDriver's code points. */
const KEYS = {
  Backspace: "\uE003", Tab: "\uE004", Enter: "\uE007", Shift: "\uE008", Control: "\uE009", Alt: "\uE00A", Escape: "\uE00C", " ": "\uE00D",
  PageUp: "\uE00E", PageDown: "\uE00F", End: "\uE010", Home: "\uE011", ArrowLeft: "\uE012", ArrowUp: "\uE013", ArrowRight: "\uE014",
  ArrowDown: "\uE015", Insert: "\uE016", Delete: "\uE017", Meta: "\uE03D",
};
const BUTTONS = { left: 0, middle: 1, right: 2 };

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export class Driver {
  #process;
  #address;
  #session = "";
  #window;
  #last = Promise.resolve();

  /** A session with the browser that listens on this port. `start` starts a program. */
  static async open(target, start) {
    const port = await freePort();
    const driver = new Driver();
    driver.#process = start("WebKitWebDriver", [`--port=${port}`, `--target=127.0.0.1:${target}`]);
    driver.#address = `http://127.0.0.1:${port}`;
    for (let tries = 0; ; tries++) {
      if (await driver.#ask("GET", "/status").catch(() => undefined)) break;
      if (tries > 200) throw new Error("WebKitWebDriver does not answer");
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    const wanted = { browserName: "MiniBrowser", pageLoadStrategy: "none" };
    const { sessionId } = await driver.#ask("POST", "/session", { capabilities: { alwaysMatch: wanted } });
    driver.#session = `/session/${sessionId}`;
    return driver;
  }

  /** One after the other: it refuses what comes while it is at work. In this window, if one is named. */
  #ask(method, path, body, window) {
    const asked = this.#last.then(async () => {
      if (window && window !== this.#window) await this.#request("POST", "/window", { handle: window });
      this.#window = window ?? this.#window;
      return this.#request(method, path, body);
    });
    this.#last = asked.catch(() => {});
    return asked;
  }

  async #request(method, path, body) {
    const answer = await fetch(`${this.#address}${this.#session}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`WebDriver, ${path}: ${value?.message || value?.error || answer.status}`);
    return value;
  }

  window() {
    return this.#ask("GET", "/window");
  }

  async newWindow() {
    // The one that was asked last may be closed.
    const [open] = await this.#ask("GET", "/window/handles");
    return (await this.#ask("POST", "/window/new", { type: "window" }, open)).handle;
  }

  closeWindow(window) {
    return this.#ask("DELETE", "/window", undefined, window);
  }

  rect(window) {
    return this.#ask("GET", "/window/rect", undefined, window);
  }

  resize(window, width, height) {
    return this.#ask("POST", "/window/rect", { width, height }, window);
  }

  /** Back or forward. */
  history(window, way) {
    return this.#ask("POST", `/${way}`, {}, window);
  }

  /** Puts files into the file input that this script returns. */
  async files(window, script, paths) {
    const element = Object.values(await this.#ask("POST", "/execute/sync", { script, args: [] }, window))[0];
    await this.#ask("POST", `/element/${element}/value`, { text: paths.join("\n") }, window);
  }

  key(window, { type, key }) {
    return this.#act(window, { type: "key", id: "keys" }, { type, value: KEYS[key] ?? key });
  }

  mouse(window, { type, x, y, button }) {
    const action =
      type === "move"
        ? { type: "pointerMove", x: Math.round(x), y: Math.round(y), origin: "viewport", duration: 0 }
        : { type: type === "down" ? "pointerDown" : "pointerUp", button: BUTTONS[button] };
    return this.#act(window, { type: "pointer", id: "mouse", parameters: { pointerType: "mouse" } }, action);
  }

  wheel(window, { x, y, deltaX, deltaY }) {
    const action = { type: "scroll", x: Math.round(x), y: Math.round(y), deltaX, deltaY, origin: "viewport" };
    return this.#act(window, { type: "wheel", id: "wheel" }, action);
  }

  #act(window, source, action) {
    return this.#ask("POST", "/actions", { actions: [{ ...source, actions: [action] }] }, window);
  }

  close() {
    this.#process.kill("SIGKILL");
  }
}
