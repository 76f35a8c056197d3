// Madeleine as a peer of the widget bench: the same question as the others, asked by an event without delay.
window.peer = {
  name: "madeleine", scripts:['/madeleine/madeleine.js'], styles:[],
  /** What a page has loaded and started before the moment to ask: definition, module and words. */
  async load() {
    const tag = document.createElement("script");
    tag.type = "text/plain";
    tag.dataset.survey = "/madeleine/csat.survey.json";
    document.head.append(tag);
    madeleine("scan");
    const [widget, definition] = await Promise.all([
      import("/madeleine/madeleine-widget.js"),
      fetch(tag.dataset.survey).then((answer) => answer.json()),
    ]);
    await widget.prepare(definition);
  },
  async show() { madeleine("event", "order_confirmed"); },
  text: "How satisfied are you with your order?",
};
