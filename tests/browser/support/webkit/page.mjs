// One page: what Playwright asks of it, said in the words that WebKitGTK's inspector and WebDriver know.
// Most commands and events are the same in both and pass as they are. What Playwright added to its own WebKit is made here from
// what every WebKit has; what can't be made is refused by name, so that a test fails there instead of passing for a wrong reason.

/** Playwright wants a world of its own beside the page's. There is none to be had: its world is the page's under another number. */
const OTHER_WORLD = 1_000_000_000;
const OTHER_WORLD_NAME = "__playwright_utility_world__";
/** Numbers of commands that come from here, out of the way of Playwright's. */
const OWN = 2_000_000_000;

/** What the page sees while it is offline: the inspector cuts its network, yet can't tell it so. */
const tellOffline = `Object.defineProperty(navigator, "onLine", { get: () => false, configurable: true })`;

export class Page {
  #id;
  #inspector;
  #browser;
  #driver;
  #window;
  #say;
  #number = OWN;
  #waiting = new Map();
  /** The target that shows the page, what stands there, and by target the id of its main frame. */
  #target;
  #url = "";
  #mainFrame = new Map();
  #frames = new Set();
  #navigation;
  #route = false;
  #intercepting = new Set();
  #offline = false;
  #boot = "";

  /** @param {(message: object) => void} say takes what Playwright shall hear */
  constructor({ id, inspector, target, driver, window, say }) {
    this.#id = id;
    this.#inspector = inspector;
    this.#browser = target;
    this.#driver = driver;
    this.#window = window;
    this.#say = (message) => say({ ...message, pageProxyId: id });
  }

  get window() {
    return this.#window;
  }

  get inspected() {
    return this.#browser;
  }

  attach() {
    this.#inspector.attach(this.#browser);
    // A page in a new process waits until its scripts and settings are there.
    this.#inspector.send(this.#browser, { id: ++this.#number, method: "Target.setPauseOnStart", params: { pauseOnStart: true } });
  }

  // -- from Playwright ---------------------------------------------------------------------------------------------------

  /** A command for the page as a whole. */
  async command({ id, method, params }) {
    if (method === "Target.sendMessageToTarget") {
      this.#say({ id, result: {} });
      return this.#inner(params.targetId, JSON.parse(params.message));
    }
    if (method === "Target.resume") return this.#inspector.send(this.#browser, { id, method, params });
    try {
      const done = OUTER[method];
      if (!done) throw new Error(`${method} can't be done with WebKitGTK`);
      this.#say({ id, result: (await done(this, this.#driver, params)) ?? {} });
    } catch (error) {
      this.#say({ id, error: { message: error.message } });
    }
  }

  /** A command for one of its targets: the document that stands there, or the one that is on its way. */
  async #inner(target, { id, method, params = {} }) {
    const done = INNER[method];
    if (!done) {
      if (params.contextId >= OTHER_WORLD) params.contextId -= OTHER_WORLD;
      return this.#toTarget(target, { id, method, params });
    }
    const answer = (message) => this.#fromTarget(target, { id, ...message });
    try {
      answer({ result: (await done(this, params, target)) ?? {} });
    } catch (error) {
      answer({ error: { message: error.message } });
    }
  }

  #toTarget(targetId, message) {
    const params = { targetId, message: JSON.stringify(message) };
    this.#inspector.send(this.#browser, { id: ++this.#number, method: "Target.sendMessageToTarget", params });
  }

  /** Asks a target something of our own. */
  ask(target, method, params) {
    const id = ++this.#number;
    this.#toTarget(target, { id, method, params });
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** Calls a function with an object of the page as `this`. */
  async call(target, objectId, declared, returnByValue = true, ...args) {
    const { result, wasThrown } = await this.ask(target, "Runtime.callFunctionOn", {
      objectId, functionDeclaration: String(declared), returnByValue, arguments: args.map((value) => ({ value })),
    });
    if (wasThrown) throw new Error(result.description);
    return returnByValue ? result.value : result;
  }

  async evaluate(expression) {
    const { result, wasThrown } = await this.ask(this.#target, "Runtime.evaluate", { expression, returnByValue: true });
    if (wasThrown) throw new Error(result.description);
    return result.value;
  }

  mainFrameOf(target) {
    return this.#mainFrame.get(target);
  }

  /** Goes to an address; resolves to the loader of the new document once it is known. */
  async navigate(url) {
    if (url.includes("#") && url.split("#")[0] === this.#url.split("#")[0]) {
      await this.ask(this.#target, "Page.navigate", { url });
      const params = { frameId: this.#mainFrame.get(this.#target), url };
      this.#fromTarget(this.#target, { method: "Page.navigatedWithinDocument", params });
      return {};
    }
    this.#navigation?.reject(new Error("Navigation interrupted by another one"));
    return new Promise((resolve, reject) => {
      this.#navigation = { resolve, reject };
      this.ask(this.#target, "Page.navigate", { url }).catch(reject);
    });
  }

  #gone(loaderId) {
    this.#navigation?.resolve({ loaderId });
    this.#navigation = undefined;
  }

  // -- network -----------------------------------------------------------------------------------------------------------

  async route(target, enabled) {
    this.#route = enabled;
    await this.#intercept(target);
  }

  async offline(target, offline) {
    const was = this.#offline;
    this.#offline = offline;
    await this.#intercept(target);
    await this.boot(target, this.#boot);
    if (was === offline || target !== this.#target) return;
    const [state, event] = offline ? [tellOffline, "offline"] : ["delete navigator.onLine", "online"];
    await this.evaluate(`${state}; dispatchEvent(new Event("${event}"))`);
  }

  async #intercept(target) {
    const enabled = this.#route || this.#offline;
    if (enabled === this.#intercepting.has(target)) return;
    if (enabled) this.#intercepting.add(target);
    else this.#intercepting.delete(target);
    await this.ask(target, "Network.setInterceptionEnabled", { enabled });
    await this.ask(target, "Network.setResourceCachingDisabled", { disabled: enabled });
    if (enabled) await this.ask(target, "Network.addInterception", { url: ".*", stage: "request", isRegex: true });
  }

  /** Sets what runs before any script of a new document. */
  boot(target, source) {
    this.#boot = source;
    return this.ask(target, "Page.setBootstrapScript", { source: this.#offline ? `${tellOffline};\n${source}` : source });
  }

  // -- from the browser --------------------------------------------------------------------------------------------------

  /** What the inspector says of this page. */
  hear(message) {
    if (message.id >= OWN) return;
    const { method, params } = message;
    if (method === "Target.dispatchMessageFromTarget") return this.#hearTarget(params.targetId, JSON.parse(params.message));
    if (method === "Target.targetCreated") {
      // Frames have targets of their own in later versions; Playwright asks of pages only.
      if (params.targetInfo.type !== "page") return;
      if (!params.targetInfo.isProvisional) this.#target = params.targetInfo.targetId;
    }
    if (method === "Target.didCommitProvisionalTarget") this.#target = params.newTargetId;
    this.#say(message);
  }

  #hearTarget(target, message) {
    if (message.id >= OWN) {
      const { resolve, reject } = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      return message.error ? reject(new Error(message.error.message)) : resolve(message.result);
    }
    const { method, params } = message;
    const event = EVENTS[method];
    if (event) return event(this, params, target, (...messages) => messages.forEach((one) => this.#fromTarget(target, one)), message);
    this.#fromTarget(target, message);
  }

  #fromTarget(targetId, message) {
    this.#say({ method: "Target.dispatchMessageFromTarget", params: { targetId, message: JSON.stringify(message) } });
  }

  frameNavigated({ id, parentId, loaderId, url }, target) {
    const isNew = !this.#frames.has(id);
    this.#frames.add(id);
    if (!parentId) {
      this.#url = url;
      this.#mainFrame.set(target, id);
      this.#gone(loaderId);
    }
    return isNew && parentId;
  }

  requestWillBeSent({ type, frameId, loaderId }, target) {
    if (type === "Document" && (!this.#mainFrame.has(target) || frameId === this.#mainFrame.get(target))) this.#gone(loaderId);
  }

  /** Whether an intercepted request is Playwright's to decide. */
  intercepted({ requestId }, target) {
    if (this.#offline) this.ask(target, "Network.interceptRequestWithError", { requestId, errorType: "General" }).catch(() => {});
    return !this.#offline;
  }

  async knowFrames(target) {
    const tree = await this.ask(target, "Page.getResourceTree", {});
    this.#mainFrame.set(target, tree.frameTree.frame.id);
    this.#frames.add(tree.frameTree.frame.id);
    return tree;
  }

  cookies() {
    return this.ask(this.#target, "Page.getCookies", {});
  }

  setCookie(cookie) {
    const usual = { path: "/", expires: 0, httpOnly: false, secure: false, sameSite: "Lax" };
    return this.ask(this.#target, "Page.setCookie", { cookie: { ...usual, ...cookie } });
  }


  history(way) {
    return this.#driver.history(this.#window, way);
  }

  async files(target, objectId, paths) {
    await this.call(target, objectId, function () { window.__files = this; });
    await this.#driver.files(this.#window, "const input = window.__files; delete window.__files; return input;", paths);
  }

  async resize(width, height) {
    // The window has a frame and a toolbar of its own; what counts is what the page has.
    for (let tries = 0; tries < 20; tries++) {
      const [innerWidth, innerHeight] = await this.evaluate("[innerWidth, innerHeight]");
      if (innerWidth === width && innerHeight === height) return;
      const rect = await this.#driver.rect(this.#window);
      if (tries % 5 === 0) await this.#driver.resize(this.#window, rect.width + width - innerWidth, rect.height + height - innerHeight);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`the window can't be made ${width} by ${height}: ${await this.evaluate("innerWidth + ' by ' + innerHeight")}`);
  }
}

const nothing = () => {};
/** What no spec gets: it fails and says why. */
const refused = (what) => () => { throw new Error(`${what} can't be done with WebKitGTK`); };

/** Commands for the page as a whole. */
const OUTER = {
  "Dialog.enable": nothing,
  "Emulation.setActiveAndFocused": nothing,
  "Emulation.setAuthCredentials": ({}, {}, { credentials }) => credentials?.length && refused("httpCredentials")(),
  "Emulation.setDeviceMetricsOverride": (page, {}, { width, height, deviceScaleFactor }) =>
    deviceScaleFactor === 1 ? page.resize(width, height) : refused("deviceScaleFactor")(),
  "Emulation.setOrientationOverride": refused("isMobile"),
  "Emulation.setJavaScriptEnabled": refused("javaScriptEnabled: false"),
  "Target.activate": nothing,
  "Input.dispatchKeyEvent": (page, driver, event) => driver.key(page.window, event),
  "Input.dispatchMouseEvent": (page, driver, event) => driver.mouse(page.window, event),
  "Input.dispatchWheelEvent": (page, driver, event) => driver.wheel(page.window, event),
};

/** Commands for a target that WebKitGTK's inspector doesn't have, or has in another form. */
const INNER = {
  "Page.getResourceTree": (page, {}, target) => page.knowFrames(target),
  "Page.createUserWorld": nothing,
  "Page.overrideSetting": nothing,
  "Page.setTouchEmulationEnabled": ({}, { enabled }) => enabled && refused("hasTouch")(),
  "Page.setForcedColors": ({}, { forcedColors }) => forcedColors === "Active" && refused("forcedColors")(),
  // The one zone that MiniBrowser is started in.
  "Page.setTimeZone": ({}, { timeZone }) => timeZone !== "UTC" && refused(timeZone)(),
  // Playwright would have it say that it is Safari on a Mac.
  "Page.overrideUserAgent": (page, { value }, target) =>
    /Macintosh.*Safari/.test(value) ? undefined : page.ask(target, "Page.overrideUserAgent", { value }),
  "Page.setBypassCSP": refused("bypassCSP"),
  "Page.updateScrollingState": nothing,
  "Page.goBack": (page) => page.history("back"),
  "Page.goForward": (page) => page.history("forward"),
  "Page.setBootstrapScript": (page, { source }, target) => page.boot(target, source),
  "Page.insertText": (page, { text }) => page.evaluate(`document.execCommand("insertText", false, ${JSON.stringify(text)})`),
  "Runtime.addBinding": refused("exposeFunction"),
  "Network.setInterceptionEnabled": (page, { enabled }, target) => page.route(target, enabled),
  "Network.setResourceCachingDisabled": nothing,
  "Network.addInterception": nothing,
  "Network.setEmulateOfflineState": (page, { offline }, target) => page.offline(target, offline),
  "DOM.setInputFiles": (page, { objectId, paths }, target) => page.files(target, objectId, paths),
  async "DOM.resolveNode"(page, { objectId }, target) {
    return { object: await page.call(target, objectId, function () { return this; }, false) };
  },
  async "DOM.describeNode"(page, { objectId }, target) {
    if (await page.call(target, objectId, function () { return this.localName === "iframe"; })) refused("looking into frames")();
    return { ownerFrameId: page.mainFrameOf(target) };
  },
  async "DOM.getContentQuads"(page, { objectId }, target) {
    const quads = await page.call(target, objectId, function () {
      return [...this.getClientRects()].map(({ left, right, top, bottom }) => [left, top, right, top, right, bottom, left, bottom]);
    });
    return { quads };
  },
  async "DOM.scrollIntoViewIfNeeded"(page, { objectId }, target) {
    const problem = await page.call(target, objectId, function () {
      if (!this.isConnected) return "Node is detached from document";
      if (!this.getClientRects().length) return "Node does not have a layout object";
      return this.scrollIntoViewIfNeeded(true);
    });
    if (problem) throw new Error(problem);
  },
};

const ofMainFrame = (page, params, target, say, message) => say({ ...message, params: { ...params, frameId: page.mainFrameOf(target) } });

/** Events that Playwright expects in another form. */
const EVENTS = {
  "Runtime.executionContextCreated"({}, { context }, {}, say, message) {
    say(message);
    const other = { ...context, id: context.id + OTHER_WORLD, type: "user", name: OTHER_WORLD_NAME };
    if (context.type === "normal") say({ ...message, params: { context: other } });
  },
  "Page.frameNavigated"(page, { frame }, target, say, message) {
    const attached = { method: "Page.frameAttached", params: { frameId: frame.id, parentFrameId: frame.parentId } };
    if (page.frameNavigated(frame, target)) say(attached);
    say(message);
  },
  "Page.loadEventFired": ofMainFrame,
  "Page.domContentEventFired": ofMainFrame,
  // What the inspector says of its own doing is none of the page's.
  "Console.messageAdded": (page, { message: { text } }, target, say, message) => text.startsWith("Web Inspector blocked ") || say(message),
  "Network.requestWillBeSent"(page, params, target, say, message) {
    page.requestWillBeSent(params, target);
    const { postData } = params.request;
    if (postData) params.request.postData = Buffer.from(postData).toString("base64");
    say(message);
  },
  "Network.requestIntercepted": (page, params, target, say, message) => page.intercepted(params, target) && say(message),
};
