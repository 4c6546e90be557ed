import type { GeoJSONSource, Map as MapView } from "maplibre-gl";

export interface Area {
  id: string;
  name: string;
  url: string;
}

export type AreaLook = "fill" | "outline" | "none";

const SUBJECT = "#d3e1ef";
const EDGE = "#154273";

/** Areas of the collective above the base: all in outline or filled, the subject of the page in colour. */
export function showAreas(
  map: MapView,
  features: GeoJSON.Feature[],
  look: AreaLook,
  focus: Set<string>,
): void {
  const marked = features
    .filter((feature) => feature.properties?.kind !== "city" || isFocus(feature, focus))
    .map((feature) => ({
      ...feature,
      properties: { ...feature.properties, focus: isFocus(feature, focus) },
    }));
  map.addSource("areas", { type: "geojson", data: { type: "FeatureCollection", features: marked } });
  const before = map.getLayer("road") ? "road" : undefined;
  map.addLayer(
    {
      id: "areas-fill",
      type: "fill",
      source: "areas",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: {
        "fill-color": SUBJECT,
        "fill-opacity": ["case", ["get", "focus"], 1, look === "fill" ? 0.55 : 0],
      },
    },
    before,
  );
  map.addLayer({
    id: "areas-line",
    type: "line",
    source: "areas",
    filter: ["==", ["geometry-type"], "Polygon"],
    layout: { "line-join": "round" },
    paint: {
      "line-color": EDGE,
      "line-width": ["case", ["get", "focus"], 2.2, 1],
      "line-opacity": ["case", ["get", "focus"], 1, look === "none" ? 0 : 0.55],
    },
  });
}

export function replaceAreas(map: MapView, features: GeoJSON.Feature[]): void {
  (map.getSource("areas") as GeoJSONSource | undefined)?.setData({ type: "FeatureCollection", features });
}

export function isFocus(feature: GeoJSON.Feature, focus: Set<string>): boolean {
  return focus.has(String(feature.properties?.id ?? feature.id ?? ""));
}

/** A click on an area opens its page, and the pointer says so. Markers lie above and answer for themselves. */
export function openAreasOnClick(map: MapView): void {
  map.on("click", "areas-fill", (event) => {
    const url = event.features?.[0]?.properties.url;
    if (typeof url === "string" && url) location.assign(url);
  });
  map.on("mousemove", "areas-fill", (event) => {
    map.getCanvas().classList.toggle("leads", Boolean(event.features?.[0]?.properties.url));
  });
  map.on("mouseleave", "areas-fill", () => map.getCanvas().classList.remove("leads"));
}
