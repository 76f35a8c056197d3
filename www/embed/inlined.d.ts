// What .ci/one.mjs puts into a script that holds everything.

declare module "one:plain" {
  /** Makes the module's exports. */
  const make: (imports: object) => object;
  export default make;
}
declare module "one:*" {
  const text: string;
  export default text;
}
