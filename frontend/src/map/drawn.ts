import type { Map as MapView } from "maplibre-gl";

const NAVY = "#154273";
const SUBJECT = "#d3e1ef";
const MUTE = "#52626f";

/** What the page has drawn of its subject: its place, stretches of road with a measure, detours. */
export function drawnIn(id: string): GeoJSON.Feature[] {
  const written = document.getElementById(`${id}-drawn`)?.textContent;
  return written ? (JSON.parse(written) as GeoJSON.Feature[]) : [];
}

export function showDrawn(map: MapView, features: GeoJSON.Feature[]): void {
  if (!features.length) return;
  map.addSource("drawn", { type: "geojson", data: { type: "FeatureCollection", features } });
  const round = { "line-cap": "round", "line-join": "round" } as const;
  map.addLayer({
    id: "drawn-place",
    type: "fill",
    source: "drawn",
    filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": SUBJECT, "fill-opacity": 0.7, "fill-outline-color": NAVY },
  });
  map.addLayer({
    id: "drawn-edge",
    type: "line",
    source: "drawn",
    filter: ["all", ["!=", ["geometry-type"], "Point"], ["==", ["get", "look"], "measure"]],
    layout: round,
    paint: { "line-color": "#ffffff", "line-width": 9 },
  });
  map.addLayer({
    id: "drawn-line",
    type: "line",
    source: "drawn",
    filter: ["all", ["!=", ["geometry-type"], "Point"], ["!=", ["get", "look"], "detour"]],
    layout: round,
    paint: {
      "line-color": ["match", ["get", "look"], "other", MUTE, NAVY],
      "line-width": ["match", ["get", "look"], "measure", 6, 2.5],
    },
  });
  map.addLayer({
    id: "drawn-detour",
    type: "line",
    source: "drawn",
    filter: ["all", ["!=", ["geometry-type"], "Point"], ["==", ["get", "look"], "detour"]],
    paint: { "line-color": NAVY, "line-width": 3, "line-dasharray": [2, 1.6] },
  });
}
