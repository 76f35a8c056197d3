// Madeleine by its usual tag: the script of the tag, then in one round trip the definition's widget, module and words.
window.peer = {
  name: "madeleine-tag", scripts:['/madeleine-tag/madeleine.js'], styles:[],
  async load() {
    const tag = document.createElement("script");
    tag.type = "text/plain";
    tag.dataset.survey = "/madeleine-tag/csat.survey.json";
    document.head.append(tag);
    madeleine("scan");
  },
  async show() { madeleine("event", "order_confirmed"); },
  text: "How satisfied are you with your order?",
};
