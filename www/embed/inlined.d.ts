// What .ci/one.mjs puts into a script that holds everything.

declare module "one:*" {
  const text: string;
  export default text;
}
