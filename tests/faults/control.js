// Three orders of steps that lose answers, each as small as it can be: what they lose shows that the trials can find a loss. They are
// designs that were read in code in the field, not anybody's product.
//   each in its own key     localStorage first, then the thanks, then it is sent and taken away
//   stored when it failed   the thanks, then it is sent; put down if that fails; taken away before it is sent again
//   kept in memory          the thanks, then it is sent, again and again as long as the page lives

const post = (body) =>
  fetch("/collect", { method: "POST", body, keepalive: true }).then((answer) => {
    if (!answer.ok) throw answer.status;
  });

const database = new Promise((resolve) => {
  const request = indexedDB.open("control", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("kept");
  request.onsuccess = () => resolve(request.result);
});
const kept = async () => (await database).transaction("kept", "readwrite").objectStore("kept");

const DESIGNS = {
  "each in its own key": {
    answer(id, body, thank) {
      localStorage[id] = body;
      thank();
      post(body).then(() => delete localStorage[id], () => {});
    },
    visit() {
      for (const id of Object.keys(localStorage)) post(localStorage[id]).then(() => delete localStorage[id], () => {});
    },
  },
  "stored when it failed": {
    answer(id, body, thank) {
      thank();
      post(body).catch(async () => (await kept()).put(body, id));
    },
    async visit() {
      const store = await kept();
      store.openCursor().onsuccess = ({ target: { result } }) => {
        if (!result) return;
        const { key, value } = result;
        result.delete();
        post(value).catch(async () => (await kept()).put(value, key));
        result.continue();
      };
    },
  },
  "kept in memory": {
    answer(id, body, thank) {
      thank();
      const send = () => post(body).catch(() => setTimeout(send, 1000));
      send();
    },
    visit() {},
  },
};

const { answer, visit } = DESIGNS[DESIGN];
addEventListener("DOMContentLoaded", () => {
  if (location.pathname === "/visit") return visit();
  const button = document.body.appendChild(document.createElement("button"));
  button.id = "answer";
  button.onclick = () => {
    const response_id = crypto.randomUUID();
    answer(response_id, JSON.stringify({ response_id, seq: 1, answers: { csat: 4 } }), () => {
      document.body.appendChild(document.createElement("output")).id = "thanks";
    });
  };
});
