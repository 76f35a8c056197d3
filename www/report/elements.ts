// Elements, built one by one: text stays text.

type Child = Node | string | undefined | null | false;

/** An element with attributes (`true`: present; `undefined` and `false`: absent), listeners and children. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string | number | boolean | undefined | ((event: never) => void)> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value as EventListener);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== undefined && value !== false) element.setAttribute(key, String(value));
  }
  for (const child of children) if (child !== undefined && child !== null && child !== false) element.append(child);
  return element;
}

/** Lays an element over a place of a picture, however large that is drawn. */
export function cover(element: HTMLElement, place: SVGRectElement, svg: SVGSVGElement): void {
  const { width, height } = svg.viewBox.baseVal;
  const part = (side: "x" | "y" | "width" | "height", all: number) => `${(100 * place[side].baseVal.value) / all}%`;
  Object.assign(element.style, { left: part("x", width), top: part("y", height), width: part("width", width), height: part("height", height) });
}
