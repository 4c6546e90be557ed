/**
 * The order of an agenda, by dragging or with Alt and the arrow keys. Buttons do the same without script.
 * The order is kept as soon as somebody lets go; when somebody else changed it meanwhile, the page comes anew.
 */
export function orderAgendas(): void {
  for (const list of document.querySelectorAll<HTMLOListElement>("ol[data-agenda]")) new Order(list);
}

const CLICK_PX = 4;
const PAUSE_MS = 600;

class Order {
  private item: HTMLLIElement | undefined;
  private pointer = -1;
  private from = 0;
  private isMoved = false;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<void> = Promise.resolve();

  constructor(private readonly list: HTMLOListElement) {
    for (const grip of list.querySelectorAll<HTMLElement>("[data-grip]")) grip.hidden = false;
    list.classList.add("draggable");
    list.addEventListener("pointerdown", (event) => this.take(event));
    list.addEventListener("keydown", (event) => this.press(event));
    window.addEventListener("pointermove", (event) => this.follow(event));
    window.addEventListener("pointerup", (event) => this.letGo(event));
    window.addEventListener("pointercancel", () => this.release());
    window.addEventListener("pagehide", () => this.waiting && this.save());
  }

  private take(event: PointerEvent): void {
    const grip = (event.target as Element).closest<HTMLElement>("[data-grip]");
    if (!grip || event.button !== 0 || this.pointer >= 0) return;
    event.preventDefault();
    grip.focus();
    this.item = grip.closest("li") ?? undefined;
    this.pointer = event.pointerId;
    this.from = event.clientY;
    this.isMoved = false;
  }

  private follow(event: PointerEvent): void {
    const item = this.item;
    if (!item || event.pointerId !== this.pointer) return;
    if (!this.isMoved && Math.abs(event.clientY - this.from) < CLICK_PX) return;
    if (!this.isMoved) item.classList.add("moving");
    this.isMoved = true;
    const other = this.items().find((each) => each !== item && isOver(each, event.clientY));
    if (other) this.put(item, other);
  }

  private put(item: HTMLLIElement, other: HTMLLIElement): void {
    const goesDown = item.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (goesDown) other.after(item);
    else other.before(item);
    this.count();
  }

  private letGo(event: PointerEvent): void {
    if (event.pointerId !== this.pointer) return;
    if (this.isMoved) this.save();
    this.release();
  }

  private release(): void {
    this.item?.classList.remove("moving");
    this.item = undefined;
    this.pointer = -1;
  }

  private press(event: KeyboardEvent): void {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    const target = event.target as HTMLElement;
    const item = target.closest("li");
    const beside = event.key === "ArrowUp" ? item?.previousElementSibling : item?.nextElementSibling;
    if (!item || item.parentElement !== this.list || !(beside instanceof HTMLLIElement)) return;
    event.preventDefault();
    this.put(item, beside);
    target.focus();
    announce(`${this.list.dataset.wordsMoved} ${this.items().indexOf(item) + 1}`);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), PAUSE_MS);
  }

  private items(): HTMLLIElement[] {
    return [...this.list.querySelectorAll<HTMLLIElement>(":scope > li")];
  }

  /** Numbers and times as they are going to be. */
  private count(): void {
    const items = this.items();
    let moment = Math.min(...items.map(startOf).filter((each) => !Number.isNaN(each)));
    for (const [index, item] of items.entries()) {
      const number = item.querySelector(".no");
      if (number) number.textContent = String(index + 1);
      const time = item.querySelector("time");
      if (!time || !Number.isFinite(moment)) continue;
      say(time, moment);
      moment += Number(item.dataset.minutes) * 60_000;
    }
  }

  /** One after the other, each with the order that the server has by then. */
  private save(): void {
    clearTimeout(this.waiting);
    this.waiting = undefined;
    this.sending = this.sending.then(() => this.send());
  }

  private async send(): Promise<void> {
    const order = this.items()
      .map((item) => item.dataset.item)
      .join(",");
    const seen = this.list.dataset.seen ?? "";
    if (order === seen) return;
    const body = new FormData();
    body.set("volgorde", order);
    body.set("gezien", seen);
    body.set("csrfmiddlewaretoken", token());
    try {
      const answer = await fetch(this.list.dataset.agenda ?? "", {
        method: "POST",
        body,
        keepalive: true,
        headers: { "X-Requested-With": "volgorde" },
      });
      if (!answer.ok) {
        location.reload();
        return;
      }
      this.keep(order);
    } catch {
      announce(this.list.dataset.wordsFailed ?? "");
      this.list.classList.add("failed");
    }
  }

  private keep(order: string): void {
    this.list.dataset.seen = order;
    this.list.classList.remove("failed");
    for (const field of this.list.querySelectorAll<HTMLInputElement>("input[name=gezien]"))
      field.value = order;
  }
}

function isOver(item: HTMLElement, y: number): boolean {
  const box = item.getBoundingClientRect();
  const quarter = box.height / 4;
  return y > box.top + quarter && y < box.bottom - quarter;
}

function startOf(item: HTMLLIElement): number {
  return Date.parse(item.querySelector("time")?.dateTime ?? "");
}

/** By the clock that the server wrote, wherever the reader is. */
function say(time: HTMLTimeElement, moment: number): void {
  const zone = /([+-]\d{2}):(\d{2})$/.exec(time.dateTime);
  const minutes = zone ? Number(zone[1]) * 60 + Math.sign(Number(zone[1])) * Number(zone[2]) : 0;
  const here = new Date(moment + minutes * 60_000).toISOString();
  time.dateTime = `${here.slice(0, 19)}${zone ? zone[0] : "Z"}`;
  time.textContent = here.slice(11, 16).replace(":", ".");
}

function token(): string {
  return document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

function announce(words: string): void {
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = words;
}
