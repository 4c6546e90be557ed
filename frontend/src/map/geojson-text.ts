const DECIMALS = 6;

export type Drawable = GeoJSON.Polygon | GeoJSON.Point | GeoJSON.LineString;
type Shape = GeoJSON.Feature<Drawable>;

/** What the form holds, as separate lines, polygons or a point; null for what the pencil cannot change. */
export function readShapes(text: string): Shape[] | null {
  if (!text.trim()) return [];
  let given: GeoJSON.GeoJSON;
  try {
    given = JSON.parse(text) as GeoJSON.GeoJSON;
  } catch {
    return null;
  }
  const geometry = given.type === "Feature" ? given.geometry : (given as GeoJSON.Geometry);
  switch (geometry?.type) {
    case "Point":
      return [shape({ type: "Point", coordinates: rounded(geometry.coordinates) })];
    case "LineString":
      return [asLine(geometry.coordinates)];
    case "MultiLineString":
      return geometry.coordinates.map(asLine);
    case "Polygon":
      return asPolygons([geometry.coordinates]);
    case "MultiPolygon":
      return asPolygons(geometry.coordinates);
    default:
      return null;
  }
}

/** One geometry: a point, or all lines, or all polygons together; nothing when all is gone. */
export function writeShapes(shapes: Drawable[]): string {
  const point = shapes.find((each) => each.type === "Point");
  if (point) return JSON.stringify({ type: "Point", coordinates: rounded(point.coordinates) });
  const lines = shapes.flatMap((each) => (each.type === "LineString" ? [each.coordinates.map(rounded)] : []));
  if (lines.length) return together("LineString", lines);
  const polygons = shapes.flatMap((each) =>
    each.type === "Polygon" ? [each.coordinates.map((ring) => ring.map(rounded))] : [],
  );
  return polygons.length ? together("Polygon", polygons) : "";
}

function together(type: "LineString" | "Polygon", parts: unknown[]): string {
  return JSON.stringify(
    parts.length === 1 ? { type, coordinates: parts[0] } : { type: `Multi${type}`, coordinates: parts },
  );
}

/** A polygon with a hole is one that the pencil cannot change. */
function asPolygons(polygons: GeoJSON.Position[][][]): Shape[] | null {
  if (polygons.some((rings) => rings.length !== 1)) return null;
  return polygons.map((rings) =>
    shape({ type: "Polygon", coordinates: rings.map((ring) => ring.map(rounded)) }),
  );
}

function asLine(positions: GeoJSON.Position[]): Shape {
  return shape({ type: "LineString", coordinates: positions.map(rounded) });
}

function shape(geometry: Drawable): Shape {
  return { type: "Feature", properties: {}, geometry };
}

function rounded(position: GeoJSON.Position): GeoJSON.Position {
  return position.slice(0, 2).map((value) => Number(value.toFixed(DECIMALS)));
}
