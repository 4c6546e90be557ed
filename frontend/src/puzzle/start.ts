import { Board } from "./board";
import { MovingWorks } from "./moving";

export function start(): void {
  new MovingWorks(new Board()).listen();
}
