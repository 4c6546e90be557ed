import type { Pin } from "./markers";

/** A line of the list and its marker light up together. */
export function followList(pins: Pin[]): void {
  for (const { point, element } of pins) {
    const lines = point.id
      ? document.querySelectorAll<HTMLElement>(`[data-map-item="${CSS.escape(point.id)}"]`)
      : [];
    for (const line of lines) {
      link(line, element, pins);
      link(element, line, []);
    }
  }
}

function link(from: HTMLElement, to: HTMLElement, pins: Pin[]): void {
  const light = (): void => {
    to.classList.add("on");
    for (const pin of pins) pin.element.classList.toggle("dim", pin.element !== to);
  };
  const dim = (): void => {
    to.classList.remove("on");
    for (const pin of pins) pin.element.classList.remove("dim");
  };
  for (const event of ["mouseenter", "focusin"]) from.addEventListener(event, light);
  for (const event of ["mouseleave", "focusout"]) from.addEventListener(event, dim);
}
