/** Strings that run where they are taken for anything but text; each would set `__xss`. */
export const STRINGS: string[];
