const DECIMALS = 6;

type Shape = GeoJSON.Feature<GeoJSON.Polygon | GeoJSON.Point>;

/** What the form holds, as separate polygons or a point; null for what the pencil cannot change. */
export function readShapes(text: string): Shape[] | null {
  if (!text.trim()) return [];
  let given: GeoJSON.GeoJSON;
  try {
    given = JSON.parse(text) as GeoJSON.GeoJSON;
  } catch {
    return null;
  }
  const geometry = given.type === "Feature" ? given.geometry : (given as GeoJSON.Geometry);
  if (geometry?.type === "Point")
    return [shape({ type: "Point", coordinates: rounded(geometry.coordinates) })];
  const polygons =
    geometry?.type === "Polygon"
      ? [geometry.coordinates]
      : geometry?.type === "MultiPolygon"
        ? geometry.coordinates
        : null;
  if (!polygons || polygons.some((rings) => rings.length !== 1)) return null;
  return polygons.map((rings) =>
    shape({ type: "Polygon", coordinates: rings.map((ring) => ring.map(rounded)) }),
  );
}

/** One geometry: a point, a polygon, or several polygons together; nothing when all is gone. */
export function writeShapes(shapes: (GeoJSON.Polygon | GeoJSON.Point)[]): string {
  const point = shapes.find((each) => each.type === "Point");
  if (point) return JSON.stringify({ type: "Point", coordinates: rounded(point.coordinates) });
  const polygons = shapes.flatMap((each) =>
    each.type === "Polygon" ? [each.coordinates.map((ring) => ring.map(rounded))] : [],
  );
  if (polygons.length === 0) return "";
  return JSON.stringify(
    polygons.length === 1
      ? { type: "Polygon", coordinates: polygons[0] }
      : { type: "MultiPolygon", coordinates: polygons },
  );
}

function shape(geometry: GeoJSON.Polygon | GeoJSON.Point): Shape {
  return { type: "Feature", properties: {}, geometry };
}

function rounded(position: GeoJSON.Position): GeoJSON.Position {
  return position.slice(0, 2).map((value) => Number(value.toFixed(DECIMALS)));
}
