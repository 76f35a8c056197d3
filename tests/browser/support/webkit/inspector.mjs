// WebKit's remote inspector over a socket: the protocol its own Web Inspector speaks.
// A message is its length (4 bytes, big-endian), a byte of flags, its name with a final zero, and a GVariant.

import { EventEmitter } from "node:events";
import { connect, createServer } from "node:net";

const LITTLE_ENDIAN = 1;
const HEADER = 5;
const NOBODY = 0xffff_ffff;

const text = (string) => Buffer.from(`${string}\0`);

/** A page is named by the number of its process and its own in there. */
function numbers(page) {
  const bytes = Buffer.alloc(16);
  page.split(" ").forEach((number, i) => bytes.writeBigUInt64LE(BigInt(number), 8 * i));
  return bytes;
}

/** The inspectable pages in a list of targets: t a(tsssb), the number of a process, then of each target number, kind, name and address. */
function pagesIn(body) {
  const [process, list] = [body.readBigUInt64LE(0), body.subarray(8)];
  if (!list.length) return [];
  const width = list.length <= 0xff ? 1 : list.length <= 0xffff ? 2 : 4;
  const ends = [];
  for (let at = list.readUIntLE(list.length - width, width); at < list.length; at += width) ends.push(list.readUIntLE(at, width));
  return ends.flatMap((end, i) => {
    const entry = list.subarray(i ? Math.ceil(ends[i - 1] / 8) * 8 : 0, end);
    return entry.toString("utf8", 8).startsWith("WebPage\0") ? [`${process} ${entry.readBigUInt64LE(0)}`] : [];
  });
}

/** Cuts a stream into messages: hears the name and the body of each. */
function reader(hear) {
  let unread = Buffer.alloc(0);
  return (bytes) => {
    unread = Buffer.concat([unread, bytes]);
    while (unread.length >= HEADER) {
      const end = HEADER + unread.readUInt32BE(0);
      if (unread.length < end) return;
      const message = unread.subarray(HEADER, end);
      unread = unread.subarray(end);
      const zero = message.indexOf(0);
      hear(message.toString("latin1", 0, zero), message.subarray(zero + 1));
    }
  };
}

/** Emits `pages` with the pages of a process whenever they change, and `message` with a page and what it says. */
export class Inspector extends EventEmitter {
  #port;
  #socket;
  #relay;

  static async open(port) {
    for (let tries = 0; ; tries++) {
      const socket = connect(port, "127.0.0.1");
      const connected = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
      if (connected) return new Inspector(port, socket);
      if (tries > 200) throw new Error("MiniBrowser does not listen");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  constructor(port, socket) {
    super();
    this.#port = port;
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", reader((name, body) => this.#hear(name, body)));
    socket.on("error", () => {});
    // A hash that fits no browser: the answer is its list of commands, which nobody here needs.
    this.#send("SetupInspectorClient", text("none"));
  }

  #send(name, body) {
    const named = Buffer.concat([text(name), body]);
    const header = Buffer.alloc(HEADER, LITTLE_ENDIAN);
    header.writeUInt32BE(named.length);
    this.#socket.write(Buffer.concat([header, named]));
  }

  #hear(name, body) {
    if (name === "SetTargetList") this.emit("pages", pagesIn(body));
    if (name !== "SendMessageToFrontend") return;
    this.#nudge(body.readBigUInt64LE(0));
    this.emit("message", `${body.readBigUInt64LE(0)} ${body.readBigUInt64LE(8)}`, JSON.parse(body.toString("utf8", 16, body.length - 1)));
  }

  /**
   * A port through which the driver reaches the browser: once there is a driver the browser tells it alone which pages there are,
   * and here it is overheard.
   */
  driverPort() {
    this.#relay = createServer((driver) => {
      const browser = connect(this.#port, "127.0.0.1");
      browser.on("data", reader((name, body) => name === "SetTargetList" && this.emit("pages", pagesIn(body))));
      for (const [from, to] of [[driver, browser], [browser, driver]]) from.setNoDelay(true).on("error", () => to.destroy()).pipe(to);
    });
    return new Promise((resolve) => this.#relay.listen(0, "127.0.0.1", () => resolve(this.#relay.address().port)));
  }

  /**
   * The browser's sockets wait up to 40 ms for an acknowledgement before they send the next small message (Nagle), and that comes at
   * once with something to send: a message to a page that isn't there.
   */
  #nudge(process) {
    this.#send("SendMessageToBackend", Buffer.concat([numbers(`${process} ${NOBODY}`), text("")]));
  }

  /** Begins to inspect a page. */
  attach(page) {
    this.#send("Setup", numbers(page));
  }

  send(page, message) {
    this.#send("SendMessageToBackend", Buffer.concat([numbers(page), text(JSON.stringify(message))]));
  }

  close() {
    this.#relay?.close();
    this.#socket.destroy();
  }
}
