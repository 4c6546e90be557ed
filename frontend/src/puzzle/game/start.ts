import { followGame } from "./host";
import { Phone } from "./phone";

export function start(phone: HTMLElement | null, host: HTMLElement | null): void {
  if (phone) new Phone(phone).start();
  if (host) followGame(host);
}
