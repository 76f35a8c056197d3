// A host page that watches: whoever reads its cookie, its fields or its storage, listens to its events or asks the browser what
// makes a device recognisable, is written down.

/** Runs in the page before any script of it. */
export function watch(): void {
  // Not where a page is still to come: some browsers refuse storage there.
  if (!/^http/.test(location.protocol)) return;
  const everybodys: Watched = { reads: [], keys: [], listeners: [], traits: [] };
  const ours: Watched = { reads: [], keys: [], listeners: [], traits: [] };
  Object.defineProperty(window, "watched", { value: { everybodys, ours } });
  /** By whom: the first caller that isn't this. What drives the page in a test listens to it, too. */
  const down = (kind: keyof Watched, what: string) => {
    everybodys[kind].push(what);
    if (/\/madeleine\//.test(new Error().stack ?? "")) ours[kind].push(what);
  };
  const wrap = (owner: any, name: string, note: (self: any, ...given: any[]) => void) => {
    const found = owner && Object.getOwnPropertyDescriptor(owner, name);
    if (!found?.configurable) return;
    const noted = (does: any) =>
      does &&
      function (this: any, ...given: any[]) {
        note(this, ...given);
        return does.apply(this, given);
      };
    if (typeof found.value === "function") Object.defineProperty(owner, name, { ...found, value: noted(found.value) });
    else if (found.get) Object.defineProperty(owner, name, { ...found, get: noted(found.get), set: noted(found.set) });
  };
  /** In a shadow root of ours or not in the page at all: that one is our own. */
  const isHosts = (node: Node) => node.getRootNode() === document;

  wrap(Document.prototype, "cookie", () => down("reads", "document.cookie"));
  if ("cookieStore" in window) for (const name of ["get", "getAll", "set", "delete"]) wrap((window as any).CookieStore.prototype, name, () => down("reads", `cookieStore.${name}`));
  for (const [type, names] of [
    ["HTMLInputElement", ["value", "valueAsNumber", "valueAsDate", "files", "checked"]],
    ["HTMLTextAreaElement", ["value"]],
    ["HTMLSelectElement", ["value", "selectedOptions", "selectedIndex"]],
  ] as const)
    for (const name of names) wrap((window as any)[type].prototype, name, (self) => isHosts(self) && down("reads", `${type}.${name}`));
  wrap(window, "FormData", () => down("reads", "FormData"));
  for (const name of ["getSelection", "find"]) wrap(window, name, () => down("reads", name));
  if (navigator.clipboard) for (const name of ["read", "readText"]) wrap(Object.getPrototypeOf(navigator.clipboard), name, () => down("reads", `clipboard.${name}`));

  // Storage is read by any name: it is replaced by something that hears the name.
  for (const area of ["localStorage", "sessionStorage"] as const) {
    const real = window[area];
    const heard = new Proxy(real, {
      get(_, key) {
        const value = (real as any)[key];
        if (typeof value === "function") return (...given: unknown[]) => (down("keys", `${area} ${String(given[0] ?? key)}`), value.apply(real, given));
        down("keys", `${area} ${String(key)}`);
        return value;
      },
      set: (_, key, value) => (down("keys", `${area} ${String(key)}`), Reflect.set(real, key, value, real)),
      deleteProperty: (_, key) => (down("keys", `${area} ${String(key)}`), Reflect.deleteProperty(real, key)),
      ownKeys: () => (down("keys", `${area} (all its keys)`), Reflect.ownKeys(real)),
    });
    Object.defineProperty(window, area, { get: () => heard, configurable: true });
  }
  for (const name of ["open", "deleteDatabase"]) wrap(IDBFactory.prototype, name, (_, database) => down("keys", `indexedDB ${database}`));

  const nameOf = (target: any) =>
    target === window || target === undefined ? "window" : target === document ? "document" : target instanceof Element && isHosts(target) && !/^madeleine-/.test(target.localName) ? target.localName : "";
  wrap(EventTarget.prototype, "addEventListener", (self, type) => nameOf(self) && down("listeners", `${nameOf(self)} ${type}`));
  for (const owner of [window, Document.prototype, HTMLElement.prototype] as any[])
    for (const name of ["onkeydown", "onkeyup", "onkeypress", "oninput", "onchange", "onsubmit", "onmessage", "onpaste", "oncopy", "onpointermove", "onmousemove", "onbeforeunload", "onunload"])
      wrap(owner, name, (self) => nameOf(self) && down("listeners", `${nameOf(self)} ${name}`));

  // What makes a device recognisable: pictures, sound, letters, graphics, cores, versions, addresses.
  const traits: [string, string[]][] = [
    ["HTMLCanvasElement", ["getContext", "toDataURL", "toBlob"]],
    ["OffscreenCanvas", ["getContext", "convertToBlob"]],
    ["CanvasRenderingContext2D", ["getImageData", "measureText", "fillText"]],
    ["WebGLRenderingContext", ["getParameter", "getExtension", "readPixels"]],
    ["AudioBuffer", ["getChannelData"]],
    ["FontFaceSet", ["check", "load"]],
    ["MediaDevices", ["enumerateDevices", "getUserMedia"]],
    ["NavigatorUAData", ["getHighEntropyValues", "brands", "platform"]],
    ["Navigator", ["userAgent", "appVersion", "plugins", "mimeTypes", "hardwareConcurrency", "deviceMemory", "platform", "oscpu", "getBattery", "maxTouchPoints", "connection", "doNotTrack"]],
    ["Screen", ["width", "height", "availWidth", "availHeight", "colorDepth", "pixelDepth", "orientation"]],
    ["Geolocation", ["getCurrentPosition", "watchPosition"]],
    ["Permissions", ["query"]],
    ["Performance", ["getEntries", "getEntriesByType"]],
  ];
  for (const [type, names] of traits) for (const name of names) wrap((window as any)[type]?.prototype, name, () => down("traits", `${type}.${name}`));
  for (const name of ["AudioContext", "OfflineAudioContext", "RTCPeerConnection", "queryLocalFonts", "devicePixelRatio"]) wrap(window, name, () => down("traits", name));
  wrap(Intl.DateTimeFormat.prototype, "resolvedOptions", () => down("traits", "Intl.DateTimeFormat.resolvedOptions"));
  wrap(Date.prototype, "getTimezoneOffset", () => down("traits", "Date.getTimezoneOffset"));
}

export interface Watched {
  /** Of the page's own cookies, fields, selection, clipboard. */
  reads: string[];
  /** Names under which anything was looked for or put in storage. */
  keys: string[];
  /** On the window, the document and elements of the page. */
  listeners: string[];
  /** What recognises a device. */
  traits: string[];
}
