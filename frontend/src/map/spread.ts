export type Shift = [right: number, down: number];

/** Markers closer than this touch; none goes further from its place than the farthest. */
const TOUCHING = 17;
const FARTHEST = 26;
const ROUNDS = 14;

/** How far each marker steps aside, in pixels, so that those on one spot can all be seen and hit. */
export function spread(places: { x: number; y: number }[]): Shift[] {
  const moved = places.map(({ x, y }, order) => ({ x: x + order * 1e-3, y: y + (order % 2) * 1e-3 }));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [order, one] of moved.entries()) {
      for (const other of moved.slice(order + 1)) pushApart(one, other);
    }
  }
  return moved.map(({ x, y }, order) => within(x - (places[order]?.x ?? x), y - (places[order]?.y ?? y)));
}

function pushApart(one: { x: number; y: number }, other: { x: number; y: number }): void {
  const right = other.x - one.x;
  const down = other.y - one.y;
  const apart = Math.hypot(right, down);
  if (apart >= TOUCHING || apart === 0) return;
  const push = (TOUCHING - apart) / 2 / apart;
  one.x -= right * push;
  one.y -= down * push;
  other.x += right * push;
  other.y += down * push;
}

function within(right: number, down: number): Shift {
  const far = Math.hypot(right, down);
  const share = far > FARTHEST ? FARTHEST / far : 1;
  return far < 0.5 ? [0, 0] : [right * share, down * share];
}
