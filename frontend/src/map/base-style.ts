import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  StyleSpecification,
} from "maplibre-gl";

// The colours of the map rules; water, rail and bridges in the same quiet family.
const GROUND = "#e9eef2";
const TOWN = "#fbfcfd";
const TOWN_EDGE = "#8ea0b0";
const WATER = "#bfd6e6";
const ROAD = "#c3ced8";
const RAIL = "#93a3b1";

const NOTHING: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };

const kind = (...names: string[]): FilterSpecification => ["in", ["get", "kind"], ["literal", names]];

/** Wider as one comes closer: at zoom 11, 13 and 16. */
const width = (far: number, middle: number, near: number): ExpressionSpecification => [
  "interpolate",
  ["exponential", 1.4],
  ["zoom"],
  11,
  far,
  13,
  middle,
  16,
  near,
];

/** Our own schematic city, or the raster background of a map service where a setting names one. */
export function baseStyle(baseUrl: string, backgroundUrl: string): StyleSpecification {
  return {
    version: 8,
    sources: {
      base: { type: "geojson", data: baseUrl || NOTHING },
      ...(backgroundUrl && { background: { type: "raster", tiles: [backgroundUrl], tileSize: 256 } }),
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": GROUND } },
      ...(backgroundUrl
        ? [
            {
              id: "background",
              type: "raster",
              source: "background",
              paint: { "raster-saturation": -0.6 },
            } as LayerSpecification,
          ]
        : schematic()),
    ],
  };
}

function schematic(): LayerSpecification[] {
  return [
    fill("town", kind("outline"), TOWN),
    fill("water", kind("water"), WATER),
    line("water-line", kind("water_line"), WATER, width(1.8, 4, 18)),
    line("road", kind("road"), ROAD, width(0.5, 1.2, 5)),
    line("road-main", kind("road_main"), ROAD, width(1.4, 2.8, 9)),
    line("rail", kind("rail"), RAIL, width(1.2, 2.2, 4)),
    {
      ...line("rail-dash", kind("rail"), TOWN, width(0.6, 1.2, 2.4)),
      paint: { "line-color": TOWN, "line-width": width(0.6, 1.2, 2.4), "line-dasharray": [4, 4] },
    },
    line("town-edge", kind("outline"), TOWN_EDGE, width(1.2, 1.4, 2)),
    {
      id: "bridge",
      type: "circle",
      source: "base",
      filter: kind("bridge"),
      minzoom: 12,
      paint: {
        "circle-radius": width(1.5, 3, 8),
        "circle-color": TOWN,
        "circle-stroke-color": TOWN_EDGE,
        "circle-stroke-width": 1.5,
      },
    },
    {
      id: "station",
      type: "circle",
      source: "base",
      filter: kind("station"),
      paint: {
        "circle-radius": width(3, 4.5, 7),
        "circle-color": TOWN,
        "circle-stroke-color": RAIL,
        "circle-stroke-width": 2.5,
      },
    },
  ];
}

function fill(id: string, filter: FilterSpecification, color: string): LayerSpecification {
  return { id, type: "fill", source: "base", filter, paint: { "fill-color": color } };
}

function line(id: string, filter: FilterSpecification, color: string, wide: ExpressionSpecification) {
  return {
    id,
    type: "line" as const,
    source: "base",
    filter,
    layout: { "line-cap": "round" as const, "line-join": "round" as const },
    paint: { "line-color": color, "line-width": wide },
  };
}
