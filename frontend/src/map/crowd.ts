import { type GeoJSONSource, type Map as MapView, Marker } from "maplibre-gl";
import type { Names } from "./names";

const MOST_COUNTS = 60;
const ROOM_AROUND_A_GROUP = 24;

/** Thousands of points: circles that join when far away, with their number; a click comes closer or opens. */
export function showCrowd(map: MapView, url: string, names: Names): void {
  map.addSource("crowd", {
    type: "geojson",
    data: url,
    cluster: true,
    clusterRadius: 46,
    clusterMaxZoom: 16,
  });
  map.addLayer({
    id: "crowd-groups",
    type: "circle",
    source: "crowd",
    filter: ["has", "point_count"],
    paint: {
      "circle-color": ["step", ["get", "point_count"], "#3f6ea3", 50, "#154273", 400, "#0e2a47"],
      "circle-radius": ["step", ["get", "point_count"], 13, 50, 17, 400, 22],
      "circle-stroke-color": "#fff",
      "circle-stroke-width": 2,
    },
  });
  map.addLayer({
    id: "crowd-points",
    type: "circle",
    source: "crowd",
    filter: ["!", ["has", "point_count"]],
    paint: {
      "circle-color": "#154273",
      "circle-radius": 5,
      "circle-stroke-color": "#fff",
      "circle-stroke-width": 1.5,
    },
  });
  comeCloserOnClick(map);
  openPointOnClick(map);
  const counts = new Map<number, Marker>();
  map.on("idle", () => {
    writeCounts(map, counts);
    const groups = [...counts.values()].map((marker) => marker.getLngLat().toArray());
    names.keepClear(groups.map((at) => ({ at, gap: ROOM_AROUND_A_GROUP })));
    names.place();
  });
}

function comeCloserOnClick(map: MapView): void {
  map.on("click", "crowd-groups", async (event) => {
    const group = event.features?.[0];
    if (group?.geometry.type !== "Point") return;
    const zoom = await (map.getSource("crowd") as GeoJSONSource).getClusterExpansionZoom(
      group.properties.cluster_id,
    );
    map.easeTo({ center: group.geometry.coordinates as [number, number], zoom });
  });
}

function openPointOnClick(map: MapView): void {
  map.on("click", "crowd-points", (event) => {
    const url = event.features?.[0]?.properties.url;
    if (typeof url === "string" && url) location.assign(url);
  });
  for (const layer of ["crowd-points", "crowd-groups"]) {
    map.on("mouseenter", layer, () => map.getCanvas().classList.add("leads"));
    map.on("mouseleave", layer, () => map.getCanvas().classList.remove("leads"));
  }
}

function writeCounts(map: MapView, counts: Map<number, Marker>): void {
  const seen = new Set<number>();
  const written = new Intl.NumberFormat(document.documentElement.lang);
  for (const group of map.queryRenderedFeatures({ layers: ["crowd-groups"] }).slice(0, MOST_COUNTS)) {
    const id = group.properties.cluster_id as number;
    if (seen.has(id) || group.geometry.type !== "Point") continue;
    seen.add(id);
    if (counts.has(id)) continue;
    const element = document.createElement("span");
    element.className = "crowd-count";
    element.setAttribute("aria-hidden", "true");
    element.textContent = written.format(group.properties.point_count);
    counts.set(
      id,
      new Marker({ element }).setLngLat(group.geometry.coordinates as [number, number]).addTo(map),
    );
  }
  for (const [id, marker] of counts) {
    if (seen.has(id)) continue;
    marker.remove();
    counts.delete(id);
  }
}
