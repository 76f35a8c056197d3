import { product } from "./products.js";

// The basket and the last order live as long as the tab: sessionStorage, no cookies.
const BASKET = "bellac.basket";
const ORDER = "bellac.order";
const ORDERS = "bellac.orders";
export const FREE_FROM = 4500;
export const DELIVERY = { home: 490, point: 290, shop: 0 };

const read = (key, otherwise) => {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
};
const write = (key, value) => sessionStorage.setItem(key, JSON.stringify(value));

/** The basket as lines of { product, quantity, price }. */
export const lines = () =>
  Object.entries(read(BASKET, {}))
    .map(([id, quantity]) => ({ product: product(id), quantity }))
    .filter((line) => line.product && line.quantity > 0)
    .map((line) => ({ ...line, price: line.product.price * line.quantity }));

export const count = () => lines().reduce((sum, line) => sum + line.quantity, 0);
export const goods = () => lines().reduce((sum, line) => sum + line.price, 0);
export const deliveryPrice = (how) => (goods() >= FREE_FROM ? 0 : DELIVERY[how]);

export function put(id, quantity) {
  write(BASKET, { ...read(BASKET, {}), [id]: Math.max(0, Math.min(99, quantity)) });
  document.dispatchEvent(new CustomEvent("basket"));
}
export const quantity = (id) => read(BASKET, {})[id] ?? 0;
export const add = (id, more = 1) => put(id, quantity(id) + more);

/** Turns the basket into the tab's last order. */
export function place({ name, how }) {
  const orders = read(ORDERS, 0);
  const order = {
    id: `MB-${Math.floor(5000 + Math.random() * 5000)}`,
    name,
    how,
    lines: lines().map((line) => ({ id: line.product.id, quantity: line.quantity, price: line.price })),
    delivery: deliveryPrice(how),
    total: goods() + deliveryPrice(how),
    customer: orders ? "returning" : "new",
    announced: false,
  };
  write(ORDER, order);
  write(ORDERS, orders + 1);
  write(BASKET, {});
  return order;
}
export const order = () => read(ORDER, null);

/** True the first time only: a reload of the confirmation is not another order. */
export function announce() {
  const last = order();
  if (!last || last.announced) return false;
  write(ORDER, { ...last, announced: true });
  return true;
}
