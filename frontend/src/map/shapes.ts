const SVG = "http://www.w3.org/2000/svg";

type Part = [tag: string, attributes: Record<string, string | number>];

// The same shapes as in the lists (core/templatetags/drawing/icons.py).
const SHAPES: Record<string, Part[]> = {
  on_course: [["circle", { class: "on_course", cx: 8, cy: 8, r: 7 }]],
  attention: [
    ["path", { class: "attention", d: "M8 1 15.6 15H.4z" }],
    ["path", { class: "sign", d: "M8 6v4.6M8 12v1.4" }],
  ],
  stuck: [
    ["rect", { class: "stuck", x: 1, y: 1, width: 14, height: 14 }],
    ["path", { class: "sign bar", d: "M4 8h8" }],
  ],
  not_started: [["circle", { class: "not_started", cx: 8, cy: 8, r: 6 }]],
  done: [
    ["circle", { class: "done", cx: 8, cy: 8, r: 7.5 }],
    ["path", { class: "sign", d: "m4.4 8.3 2.5 2.5 4.8-5.2" }],
  ],
  place: [["circle", { class: "done", cx: 8, cy: 8, r: 5 }]],
};

export function shapeOf(health: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "shape");
  svg.setAttribute("aria-hidden", "true");
  for (const [tag, attributes] of SHAPES[health] ?? SHAPES.place ?? []) {
    const part = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, String(value));
    svg.append(part);
  }
  return svg;
}
