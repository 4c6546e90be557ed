/** The desk at which minutes are written. Without script each line is a form; with it nothing that is typed gets lost. */

import { type Fields, Kept, newKey, type Waiting } from "./kept";
import { csrfToken, type Outcome, post, sendAll } from "./sending";

const PULSE_MS = 4000;
const TOLD_EVERY_MS = 10_000;
const PARTS = ["minutes-figures", "minutes-clock", "minutes-agenda", "regels"];
const KINDS: Record<string, string> = { KeyN: "note", KeyB: "decision", KeyA: "action" };
const OTHER_ITEM: Record<string, string> = { ArrowUp: "-1", ArrowDown: "1" };

export function startMinutes(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-minutes]");
  if (form) new Desk(form).start();
}

class Desk {
  private readonly kept: Kept;
  private readonly item: string;
  private readonly text: HTMLTextAreaElement;
  private readonly status: HTMLElement | null;
  private etag: string;
  private told = 0;
  private isAway = false;
  private pulse: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly form: HTMLFormElement) {
    this.kept = new Kept(form.dataset.account ?? "");
    this.item = form.dataset.item ?? "";
    this.text = form.elements.namedItem("text") as HTMLTextAreaElement;
    this.status = form.querySelector("[data-status]");
    this.etag = form.dataset.etag ?? "";
  }

  start(): void {
    csrfToken();
    this.bringBackDraft();
    this.form.addEventListener("input", () => this.onInput());
    this.form.addEventListener("change", () => this.keepDraft());
    this.form.addEventListener("submit", (event) => this.onSubmit(event));
    document.addEventListener("keydown", (event) => this.onKey(event));
    document.addEventListener("click", (event) => this.stayWhileAway(event));
    document.addEventListener("submit", (event) => this.stayWhileAway(event));
    window.addEventListener("online", () => void this.flush());
    document.addEventListener("visibilitychange", () => this.beat(0));
    if (location.hash === "#schrijf") this.text.focus({ preventScroll: true });
    this.showWaiting();
    void this.flush();
    this.beat(PULSE_MS);
  }

  private onInput(): void {
    this.keepDraft();
    const now = Date.now();
    if (!this.text.value.trim() || now - this.told < TOLD_EVERY_MS) return;
    this.told = now;
    void post(this.form.dataset.writing ?? "", {});
  }

  private keepDraft(): void {
    if (!this.text.value.trim()) {
      this.kept.dropDraft(this.item);
      this.say("");
      return;
    }
    const at = clockTime();
    if (this.kept.keepDraft(this.item, { fields: this.fields(), at })) this.say(this.words("kept", at));
  }

  private bringBackDraft(): void {
    const draft = this.kept.draft(this.item);
    if (!draft || this.text.value.trim()) return;
    this.fill(draft.fields);
    this.say(this.words("kept", draft.at));
  }

  private onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    event.stopPropagation();
    if (!this.text.value.trim()) {
      this.text.focus();
      return;
    }
    this.set("said_at", new Date().toISOString());
    const fields = this.fields();
    const line = { key: String(fields.key), item: this.item, url: this.form.action, fields };
    if (!this.kept.push(line)) {
      this.form.submit();
      return;
    }
    this.kept.dropDraft(this.item);
    this.clear();
    this.text.focus();
    this.say(this.words("sending"));
    this.showWaiting();
    void this.flush();
  }

  private clear(): void {
    this.text.value = "";
    for (const name of ["votes_for", "votes_against", "votes_abstained", "binds"]) this.set(name, "");
    this.set("key", newKey());
    this.set("said_at", "");
    for (const error of this.form.querySelectorAll(".errors, .field-error")) error.remove();
  }

  private async flush(): Promise<void> {
    const isSent = await sendAll(this.kept, (line, outcome) => this.onOutcome(line, outcome));
    if (isSent) this.isAway = false;
    else setTimeout(() => void this.flush(), PULSE_MS);
    this.showWaiting();
  }

  private onOutcome(line: Waiting, outcome: Outcome): void {
    this.isAway = outcome.kind === "no-connection";
    if (outcome.kind === "written") {
      if (line.item === this.item) this.take(outcome.html);
      this.etag = line.item === this.item ? outcome.etag : this.etag;
      this.say(this.words("saved", clockTime()));
    } else if (outcome.kind === "refused") {
      this.giveBack(line, outcome.problem);
    } else {
      this.say(this.words(outcome.kind === "signed-out" ? "signedOut" : "offline"));
    }
  }

  /** The text goes back to where it was typed, before what is typed there by now. */
  private giveBack(line: Waiting, problem: string): void {
    const isHere = line.item === this.item;
    const typed = isHere ? this.text.value : String(this.kept.draft(line.item)?.fields.text ?? "");
    const text = [String(line.fields.text), typed].filter((each) => each.trim()).join("\n");
    const fields = { ...line.fields, text, key: newKey() };
    this.kept.keepDraft(line.item, { fields, at: clockTime() });
    if (isHere) this.fill(fields);
    this.say(`${this.words("refused")} ${problem}`, true);
  }

  private showWaiting(): void {
    const here = this.kept.queue().filter((line) => line.item === this.item);
    document.getElementById("regels-wachten")?.remove();
    if (!here.length) return;
    const list = document.createElement("ul");
    list.id = "regels-wachten";
    list.className = "waiting-lines";
    for (const line of here) {
      const row = document.createElement("li");
      const said = document.createElement("small");
      said.textContent = this.words("waiting");
      row.append(String(line.fields.text), said);
      list.append(row);
    }
    this.form.before(list);
  }

  private onKey(event: KeyboardEvent): void {
    if (
      event.key === "Enter" &&
      (event.ctrlKey || event.metaKey) &&
      this.form.contains(event.target as Node)
    ) {
      event.preventDefault();
      this.form.requestSubmit();
      return;
    }
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const kind = KINDS[event.code];
    const step = OTHER_ITEM[event.key];
    if (kind) {
      event.preventDefault();
      this.choose(kind);
    } else if (step) {
      event.preventDefault();
      document.querySelector<HTMLAnchorElement>(`[data-other-item="${step}"]`)?.click();
    }
  }

  private choose(kind: string): void {
    for (const radio of this.form.querySelectorAll<HTMLInputElement>("input[name=kind]")) {
      radio.checked = radio.value === kind;
    }
    this.keepDraft();
    this.text.focus();
  }

  /** Without a connection another page would only be an error, and this one can still be typed on. */
  private stayWhileAway(event: Event): void {
    const isAway = this.isAway || !navigator.onLine;
    const goes = event.target instanceof Element && event.target.closest("a[href], form");
    if (!isAway || !goes || goes === this.form) return;
    if (event.type === "click" && !(goes instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    this.say(this.words("offline"));
  }

  private beat(wait: number): void {
    clearTimeout(this.pulse);
    this.pulse = setTimeout(() => void this.look(), wait);
  }

  /** Whether anything changed that others did; nothing new is an answer without a page. */
  private async look(): Promise<void> {
    if (document.visibilityState === "visible") {
      const headers = { "If-None-Match": this.etag, "X-Requested-With": "regel" };
      const url = this.form.dataset.pulse ?? "";
      const answer = await fetch(url, { headers, cache: "no-store", redirect: "manual" }).catch(() => null);
      if (answer?.status === 200) {
        this.take(await answer.text());
        this.etag = answer.headers.get("ETag") ?? "";
      }
    }
    this.beat(PULSE_MS);
  }

  /** Takes over what changed around the field; what is typed in it is not touched. */
  private take(html: string): void {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const focused = document.activeElement?.id ?? "";
    const writers = document.getElementById("minutes-writers")?.textContent?.trim();
    for (const id of PARTS) {
      const [was, is] = [document.getElementById(id), fresh.getElementById(id)];
      if (!was || !is) continue;
      const isOpen = was.querySelector<HTMLDetailsElement>("details")?.open ?? false;
      was.replaceWith(is);
      const details = is.querySelector<HTMLDetailsElement>("details");
      if (details) details.open = isOpen;
    }
    if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
    const said = document.getElementById("minutes-writers")?.textContent?.trim();
    const announcer = document.getElementById("announcer");
    if (announcer && said && said !== writers) announcer.textContent = said;
  }

  private fields(): Fields {
    const found: Fields = {};
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value !== "string" || name === "csrfmiddlewaretoken") continue;
      const before = found[name];
      found[name] = before === undefined ? value : [before, value].flat();
    }
    return found;
  }

  private fill(fields: Fields): void {
    for (const [name, value] of Object.entries(fields)) {
      const chosen = [value].flat();
      const boxes = this.form.querySelectorAll<HTMLInputElement>(
        `input[name="${name}"]:is([type=radio], [type=checkbox])`,
      );
      for (const box of boxes) box.checked = chosen.includes(box.value);
      if (!boxes.length) this.set(name, chosen[0] ?? "");
    }
  }

  private set(name: string, value: string): void {
    const field = this.form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = value;
  }

  private words(name: string, time = ""): string {
    const key = `words${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    return (this.form.dataset[key] ?? "").replace("{time}", time);
  }

  private say(words: string, isProblem = false): void {
    if (!this.status || this.status.textContent === words) return;
    this.status.textContent = words;
    this.status.classList.toggle("problem", isProblem);
  }
}

function clockTime(): string {
  const now = new Date();
  return `${now.getHours()}.${String(now.getMinutes()).padStart(2, "0")}`;
}
