// Madeleine as a peer of the widget bench: the same question as the others, asked by an event without delay. One script, as
// on a page that is about to ask; the definition stands in the page, with the first question that "madeleine opening" drew out.
window.peer = {
  name: "madeleine", scripts:['/madeleine/madeleine.first.js'], styles:[],
  async load() {
    const tag = document.createElement("script");
    tag.type = "application/json";
    // Under Trusted Types no script writes a script's text, and nobody minds an attribute.
    tag.dataset.survey = JSON.stringify({
      v: 1,
      id: "csat",
      touchpoint: "checkout",
      ask: { when: { event: "order_confirmed" } },
      items: [
        { id: "csat", instrument: "csat" },
        { id: "comment", instrument: "open", optional: true },
      ],
      text: { en: { "csat.question": "How satisfied are you with your order?", "comment.question": "What is the main reason for your score?" } },
      deliver: [{ to: "event" }],
      opening: {
        en: {
          control: "faces",
          first: 1,
          labels: ["Very dissatisfied", "Dissatisfied", "Neither satisfied nor dissatisfied", "Satisfied", "Very satisfied"],
          of: 2,
          question: "How satisfied are you with your order?",
          text: { "ui.back": "Back", "ui.close": "Close", "ui.next": "Next", "ui.region": "Short survey" },
        },
      },
      // The bench looks for the question's text in the whole page: here it is written otherwise, so that only the survey has it.
    }).replaceAll("How ", "\\u0048ow ");
    document.head.append(tag);
    madeleine("scan");
  },
  async show() { madeleine("event", "order_confirmed"); },
  text: "How satisfied are you with your order?",
};
