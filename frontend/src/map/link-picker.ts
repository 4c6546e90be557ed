import type { GeoJSONSource, Map as MapView, PointLike } from "maplibre-gl";
import { drawnIn } from "./drawn";
import { boxAround, makeMap } from "./library";

const NAVY = "#154273";
const ROAD = "#8ea0b0";
const AMBER = "#ffb612";
// A short line should show its surroundings too.
const CLOSEST = 15.7;
// A finger is not a needle.
const REACH = 9;

/** Roads near a drawn line: a click on one ticks or unticks its box in the form, and the other way round. */
export async function startLinkPicker(form: HTMLFormElement): Promise<void> {
  const frame = form.querySelector<HTMLElement>(".map");
  if (!frame) return;
  const features = drawnIn(frame.id);
  const drawn = features.filter((feature) => feature.properties?.look !== "road");
  const map = makeMap(frame, boxAround(drawn.length ? drawn : features), 60);
  await new Promise((resolve) => map.once("load", resolve));
  if (map.getZoom() > CLOSEST) map.setZoom(CLOSEST);
  show(map, features);
  const draw = (): void => mark(map, features, form);
  draw();
  form.addEventListener("change", (event) => {
    if ((event.target as Element).matches("select[name=direction]")) follow(form);
    draw();
  });
  for (const box of boxes(form)) {
    const name = box.closest("label");
    name?.addEventListener("pointerenter", () => point(map, box.value));
    box.addEventListener("focus", () => point(map, box.value));
    name?.addEventListener("pointerleave", () => point(map, ""));
    box.addEventListener("blur", () => point(map, ""));
  }
  map.on("click", ({ point: { x, y } }) => {
    const near: [PointLike, PointLike] = [
      [x - REACH, y - REACH],
      [x + REACH, y + REACH],
    ];
    const hit = map.queryRenderedFeatures(near, { layers: ["roads"] })[0];
    const box = boxes(form).find((each) => each.value === hit?.properties.link);
    if (!box) return;
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  });
  map.on("mouseenter", "roads", () => {
    map.getCanvas().style.cursor = "pointer";
  });
  map.on("mouseleave", "roads", () => {
    map.getCanvas().style.cursor = "";
  });
}

function boxes(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>("input[name=links]")];
}

function show(map: MapView, features: GeoJSON.Feature[]): void {
  map.addSource("links", { type: "geojson", data: { type: "FeatureCollection", features } });
  const round = { "line-cap": "round", "line-join": "round" } as const;
  // Both ways of a road lie beside each other, each on the right.
  const offset = 4;
  map.addLayer({
    id: "pointed",
    type: "line",
    source: "links",
    filter: ["==", ["get", "link"], ""],
    layout: round,
    paint: { "line-color": AMBER, "line-width": 14, "line-offset": offset },
  });
  map.addLayer({
    id: "roads",
    type: "line",
    source: "links",
    filter: ["==", ["get", "look"], "road"],
    layout: round,
    paint: {
      "line-color": ["case", ["boolean", ["get", "chosen"], false], NAVY, ROAD],
      "line-width": ["case", ["boolean", ["get", "chosen"], false], 7, 3.5],
      "line-offset": offset,
    },
  });
  map.addLayer({
    id: "as-drawn",
    type: "line",
    source: "links",
    filter: ["==", ["get", "look"], "measure"],
    layout: { "line-join": "round" },
    paint: { "line-color": "#1b2b3a", "line-width": 2.5, "line-dasharray": [2, 1.5] },
  });
}

function mark(map: MapView, features: GeoJSON.Feature[], form: HTMLFormElement): void {
  const chosen = new Set(boxes(form).flatMap((box) => (box.checked ? [box.value] : [])));
  const marked = features.map((feature) => ({
    ...feature,
    properties: { ...feature.properties, chosen: chosen.has(String(feature.properties?.link)) },
  }));
  (map.getSource("links") as GeoJSONSource).setData({ type: "FeatureCollection", features: marked });
}

function point(map: MapView, link: string): void {
  map.setFilter("pointed", ["==", ["get", "link"], link]);
}

/** Another direction: of the roads along the line, the boxes of that way only; of a one-way road those of the other way. */
function follow(form: HTMLFormElement): void {
  const direction = form.querySelector<HTMLSelectElement>("select[name=direction]")?.value;
  const turned: Record<string, string> = { along: "against", against: "along" };
  const meant = "turned" in form.dataset ? turned[direction ?? ""] : direction;
  if (meant !== "along" && meant !== "against") return;
  for (const box of boxes(form)) {
    if (box.checked && box.dataset.way !== "across") box.checked = box.dataset.way === meant;
  }
}
