// Prices are in cents. Names and descriptions are in text.js, under the same ids.
export const products = [
  { id: "madeleines", shelf: "biscuits", price: 1150, tone: "blush", beside: ["tilleul", "madeleines-citron", "matin", "coffret"] },
  { id: "madeleines-citron", shelf: "biscuits", price: 1300, tone: "mist", beside: ["earl-grey", "madeleines", "sables", "tilleul"] },
  { id: "financiers", shelf: "biscuits", price: 1250, tone: "sage", beside: ["matin", "sables", "coffret", "madeleines"] },
  { id: "sables", shelf: "biscuits", price: 980, tone: "butter", beside: ["earl-grey", "financiers", "tilleul", "madeleines"] },
  { id: "tilleul", shelf: "teas", price: 890, tone: "butter", beside: ["madeleines", "sables", "coffret", "madeleines-citron"] },
  { id: "earl-grey", shelf: "teas", price: 950, tone: "blush", beside: ["madeleines-citron", "sables", "matin", "financiers"] },
  { id: "matin", shelf: "teas", price: 920, tone: "sage", beside: ["financiers", "madeleines", "earl-grey", "sables"] },
  { id: "coffret", shelf: "teas", price: 3800, tone: "oat", beside: ["madeleines", "tilleul", "financiers", "earl-grey"] },
];

export const product = (id) => products.find((one) => one.id === id);
export const picture = (id) => `pictures/${id}.svg`;
