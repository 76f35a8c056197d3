// Stands for WebAssembly on a page that forbids it: the module was translated to JavaScript when it was built (.ci/plain.mjs), and these
// are the two things that are asked of it. .ci/build.mjs puts this where the other scripts say `WebAssembly`.

import module from "one:plain";

export const plain = {
  compile: async () => module,
  Instance: class {
    constructor(
      make: typeof module,
      imports: object,
      readonly exports = make(imports),
    ) {}
  },
};
