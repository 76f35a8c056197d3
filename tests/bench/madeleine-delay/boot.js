// Madeleine by its usual tag, with a survey that waits a second: what is fetched is fetched within that second.
window.peer = {
  name: "madeleine-delay", scripts:['/madeleine-delay/madeleine.js'], styles:[],
  async load() {
    const tag = document.createElement("script");
    tag.type = "text/plain";
    tag.dataset.survey = "/madeleine-delay/csat.survey.json";
    document.head.append(tag);
    madeleine("scan");
  },
  async show() { madeleine("event", "order_confirmed"); },
  text: "How satisfied are you with your order?",
};
