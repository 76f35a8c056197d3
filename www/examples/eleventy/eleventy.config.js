export default function (config) {
  config.addPassthroughCopy({ "node_modules/madeleine/dist": "madeleine", "../answers.ndjson": "answers.ndjson" });
  return { dir: { input: "pages" } };
}
