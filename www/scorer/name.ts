// How a file at an address is called.

/** The last part of an address; a percent sign that encodes nothing stands for itself. */
export function nameOf({ pathname, host }: URL): string {
  const last = pathname.split("/").at(-1) || host;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
