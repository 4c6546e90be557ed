import { newKey } from "../../minutes/kept";
import { csrfToken } from "../../minutes/sending";
import { Effects, type Laid, type Table } from "../effects";
import { countDown } from "./clock";
import { Pulse } from "./pulse";
import { type Move, Queue } from "./queue";
import { Row } from "./row";

const AT_ONCE = 50;
const MINUTES_PER_HOUR = 60;
const NUMBER = new Intl.NumberFormat(document.documentElement.lang || "nl", {
  maximumFractionDigits: 1,
  minimumFractionDigits: 1,
});

interface News {
  state: string;
  round: number;
  secondsLeft: number | null;
  laid: Record<string, { week: number; by: string; mine: boolean }>;
  broken: { what: string; when: string; works: string[] }[];
  city: number | null;
  own: number | null;
  settled?: { key: string; outcome: string }[];
}

/** The plan of a team on one phone: moves show at once, and wait here until the server has them. */
export class Phone {
  private readonly queue: Queue;
  private readonly rows = new Map<string, Row>();
  /** As the page came: until the first answer nothing better is known. */
  private readonly begin = new Map<string, number>();
  private readonly pulse = new Pulse(() => this.talk());
  private news: News | undefined;
  private city: Effects | undefined;
  private own: Effects | undefined;
  private etag: string;
  private number: number;
  private told = "";
  private isOut = false;
  private talking: Promise<boolean> | undefined;

  constructor(private readonly root: HTMLElement) {
    this.queue = new Queue(root.dataset.player ?? "");
    this.etag = "";
    const kept = this.queue.moves.map((move) => move.number + 1);
    this.number = Math.max(Number(root.dataset.number), ...kept);
  }

  start(): void {
    csrfToken();
    for (const item of this.root.querySelectorAll<HTMLElement>(".game-work")) {
      const row = new Row(item, Number(this.root.dataset.weeks), (first, last) =>
        this.weekWords(first, last),
      );
      this.rows.set(row.key, row);
      this.begin.set(row.key, row.week);
      row.listen(
        (moving, week) => this.show(moving, week),
        (moved, week) => this.move(moved, week),
      );
      this.show(row, this.weekOf(row.key));
    }
    const clock = this.root.querySelector<HTMLElement>("[data-seconds-left]");
    if (clock) countDown(Number(clock.dataset.secondsLeft));
    void this.learn();
    this.pulse.now();
  }

  private move(row: Row, week: number): void {
    if (week === this.weekOf(row.key)) {
      this.show(row, week);
      return;
    }
    this.queue.push({ key: newKey(), number: this.number, planned: row.key, week, at: Date.now() });
    this.number += 1;
    this.told = "";
    this.show(row, week);
    this.tell();
    this.pulse.now();
  }

  /** Where it lies when all moves that wait here have come in. */
  private weekOf(key: string): number {
    const waiting = this.queue.moves.filter((move) => move.planned === key).at(-1);
    return waiting?.week ?? this.news?.laid[key]?.week ?? this.begin.get(key) ?? 0;
  }

  private show(row: Row, week: number): void {
    const isWaiting = this.queue.moves.some((move) => move.planned === row.key);
    const by = this.news ? (this.news.laid[row.key]?.by ?? "") : row.by;
    row.show(week, isWaiting ? "" : by, isWaiting);
    this.score();
  }

  private score(): void {
    const laid: Laid = new Map();
    for (const row of this.rows.values()) laid.set(row.key, { week: row.week, weeks: row.weeks });
    this.say("[data-city]", this.hours(this.city?.total(laid)) ?? this.news?.city);
    this.say("[data-own]", this.hours(this.own?.total(laid)) ?? this.news?.own);
  }

  private hours(cost: number | undefined): number | undefined {
    return cost === undefined ? undefined : cost / Number(this.root.dataset.weeks) / MINUTES_PER_HOUR;
  }

  private say(where: string, hours: number | null | undefined): void {
    const place = this.root.querySelector(where);
    if (place && hours !== null && hours !== undefined) place.textContent = NUMBER.format(hours);
  }

  private async learn(): Promise<void> {
    const answer = await fetch(this.root.dataset.effects ?? "").catch(() => null);
    if (!answer?.ok) return;
    const { city, own } = (await answer.json()) as { city: Table | null; own: Table | null };
    this.city = city ? new Effects(city) : undefined;
    this.own = own ? new Effects(own) : undefined;
    this.score();
  }

  /** One at a time: first what waits, then whether others moved. */
  private talk(): Promise<boolean> {
    this.talking ??= this.exchange().finally(() => {
      this.talking = undefined;
    });
    return this.talking;
  }

  private async exchange(): Promise<boolean> {
    if (this.isOut) return true;
    const sent = this.queue.moves.slice(0, AT_ONCE);
    this.tell(sent.length ? "sending" : "saved");
    const answer = await (sent.length ? this.send(sent) : this.ask()).catch(() => null);
    if (!answer || answer.status >= 500) {
      this.tell("waiting");
      return false;
    }
    if (answer.status === 403 || answer.status === 404) this.leave();
    if (answer.status === 200) {
      this.etag = answer.headers.get("ETag") ?? "";
      this.take((await answer.json()) as News);
    }
    if (this.queue.moves.length && answer.ok) setTimeout(() => this.pulse.now());
    this.tell();
    return true;
  }

  private ask(): Promise<Response> {
    const headers = this.etag ? { "If-None-Match": this.etag } : undefined;
    return fetch(this.root.dataset.pulse ?? "", { headers, cache: "no-store", redirect: "manual" });
  }

  private send(moves: Move[]): Promise<Response> {
    const now = Date.now();
    const rows = moves.map(({ key, number, planned, week, at }) => {
      return { key, number, planned, week, age: Math.max(now - at, 0) };
    });
    const body = new URLSearchParams({ csrfmiddlewaretoken: csrfToken(), moves: JSON.stringify(rows) });
    return fetch(this.root.dataset.move ?? "", { method: "POST", body, redirect: "manual" });
  }

  private take(news: News): void {
    this.news = news;
    this.settle(news.settled ?? []);
    const { state = "", round = "" } = this.root.dataset;
    if (news.state !== state || news.round !== Number(round)) {
      if (!this.queue.moves.length) location.reload();
      return;
    }
    countDown(news.secondsLeft);
    for (const row of this.rows.values()) {
      this.show(row, this.weekOf(row.key));
      row.breaks(news.broken.some((each) => each.works.includes(row.key)));
    }
    this.showBroken(news.broken);
    if (!this.city && news.city !== null) void this.learn();
  }

  private settle(settled: { key: string; outcome: string }[]): void {
    for (const { key, outcome } of settled) {
      const move = this.queue.moves.find((each) => each.key === key);
      const name = this.rows.get(move?.planned ?? "")?.name ?? "";
      const words = { older: "moved", refused: "refused", late: "late" }[outcome];
      if (words) this.told = this.words(words, name);
    }
    this.queue.drop(new Set(settled.map((each) => each.key)));
  }

  private showBroken(broken: News["broken"]): void {
    const box = this.root.querySelector<HTMLElement>("[data-broken]");
    const list = box?.querySelector("ul");
    if (!box || !list) return;
    box.hidden = broken.length === 0;
    const count = box.querySelector("[data-broken-count]");
    if (count) count.textContent = String(broken.length);
    list.replaceChildren(
      ...broken.map(({ what, when }) => {
        const item = document.createElement("li");
        const strong = document.createElement("b");
        strong.textContent = what;
        item.append(strong, ` ${when}`);
        return item;
      }),
    );
  }

  private leave(): void {
    this.isOut = true;
    this.told = this.words("out");
  }

  private tell(how: "saved" | "sending" | "waiting" = "saved"): void {
    const place = this.root.querySelector<HTMLElement>("[data-status]");
    if (!place) return;
    const count = this.queue.moves.length;
    const isWaiting = how === "waiting" && count > 0;
    let words = count ? this.words("sending") : this.told || this.words("saved");
    if (how === "waiting") words = this.words("waiting", String(count));
    if (!this.queue.isKept && count) words = this.words("full");
    if (how !== "waiting" && !count && !this.told && this.root.dataset.state !== "playing") words = "";
    if (place.textContent !== words) place.textContent = words;
    place.classList.toggle("is-waiting", isWaiting);
  }

  private weekWords(first: number, last: number): string {
    const numbers = (this.root.dataset.numbers ?? "").split(" ");
    const begin = `${this.words("week")} ${numbers[first]}`;
    return first === last ? begin : `${begin} ${this.words("to")} ${numbers[last]}`;
  }

  private words(name: string, what = ""): string {
    const key = `words${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    return (this.root.dataset[key] ?? "").replace("%s", what);
  }
}
