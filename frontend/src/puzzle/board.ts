import { startMaps } from "../page/maps";
import type { WorkBar } from "./bar";
import { Effects, type Laid } from "./effects";
import { announce } from "./moving";

const NUMBER = new Intl.NumberFormat(document.documentElement.lang || "nl", {
  maximumFractionDigits: 1,
  minimumFractionDigits: 1,
});
const HARDLY = 0.05;
const NOTHING_YET = 204;
const LOOK_MS = 120;
const LOOK_OFFLINE_MS = 3000;

/** The plan on the page: what a move does, and the moves as the forms of the page would send them. */
export class Board {
  private effects: Effects | undefined;
  private isBusy = false;

  constructor() {
    document.addEventListener("submit", (event) => this.submit(event));
    document.addEventListener("keydown", (event) => this.undoWithKeys(event));
    this.learn();
    this.awaitFigures();
  }

  get root(): HTMLElement {
    return document.querySelector<HTMLElement>("[data-puzzle]") ?? document.body;
  }

  get weeks(): number {
    return Number(this.root.dataset.weeks);
  }

  /** The weeks in words, and what it does to the delay of everybody. */
  said(bar: WorkBar, week: number, weeks: number): [string, string] {
    const { numbers = "", weekWord = "", toWord = "" } = this.root.dataset;
    const number = numbers.split(" ");
    const end = number[week + weeks - 1];
    return [`${bar.name}: ${weekWord} ${number[week]} ${toWord} ${end}`, this.effect(bar, week, weeks)];
  }

  private effect(bar: WorkBar, week: number, weeks: number): string {
    const { cost = "", less = "", more = "", same = "", unknown = "" } = this.root.dataset;
    if (!this.effects || !Number(cost)) return unknown;
    const share = (this.effects.difference(this.laid(), bar.key, week, weeks) / Number(cost)) * 100;
    if (Math.abs(share) < HARDLY) return same;
    return (share < 0 ? less : more).replace("%s", NUMBER.format(Math.abs(share)));
  }

  /** As the page has it; bars that stay where they are count as well. */
  private laid(): Laid {
    const found: Laid = new Map();
    for (const lane of this.root.querySelectorAll<SVGElement>("svg.lane")) {
      const { planned, week, weeks } = lane.dataset;
      if (planned) found.set(planned, { week: Number(week), weeks: Number(weeks) });
    }
    return found;
  }

  private async learn(): Promise<void> {
    const address = this.root.dataset.effects;
    if (!address) return;
    this.effects = await Effects.fetched(address).catch(() => undefined);
    this.root.toggleAttribute("data-knows-effects", Boolean(this.effects));
  }

  /** Figures are computed elsewhere; the page asks whether they are there, and then for itself. */
  private async awaitFigures(): Promise<void> {
    const { root } = this;
    const address = root.dataset.awaits;
    while (address && root === this.root) {
      const response = await fetch(address).catch(() => undefined);
      if (response?.ok && response.status !== NOTHING_YET) {
        this.show(await fetch(location.href).catch(() => undefined), root);
        return;
      }
      await new Promise((over) => setTimeout(over, response ? LOOK_MS : LOOK_OFFLINE_MS));
    }
  }

  /** Not while somebody moves something, or has done so meanwhile. */
  private async show(response: Response | undefined, root: HTMLElement): Promise<void> {
    const page = response && new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page?.getElementById("plan");
    while (this.isBusy || document.body.classList.contains("is-held")) {
      await new Promise((over) => setTimeout(over, LOOK_MS));
    }
    if (fresh && root === this.root) this.takeOver(fresh, this.focused);
  }

  private get focused(): string | undefined {
    return document.activeElement?.closest<SVGAElement>("a.movable")?.dataset.planned;
  }

  move(bar: WorkBar, week: number, weeks: number): void {
    const form = this.root.querySelector<HTMLFormElement>("form[data-move]");
    if (!form) return;
    const body = new FormData(form);
    body.set("week", String(week));
    body.set("duration_weeks", String(weeks));
    bar.wait();
    this.send(bar.link.href.baseVal, body, () => bar.reset());
  }

  private submit(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    const button = event.submitter;
    if (!form.matches("[data-puzzle] :is([data-steps], [data-step])")) return;
    event.preventDefault();
    const address = button?.getAttribute("formaction") ?? form.action;
    this.send(address, new FormData(form), () => undefined);
  }

  private undoWithKeys(event: KeyboardEvent): void {
    const isTyping = (event.target as Element).closest?.("input, select, textarea, dialog");
    if (isTyping || event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey)) return;
    const wanted = event.shiftKey ? "[data-redo]" : "[data-undo]";
    const button = this.root.querySelector<HTMLButtonElement>(`${wanted}:enabled`);
    if (!button) return;
    event.preventDefault();
    button.click();
  }

  private async send(address: string, body: FormData, giveUp: () => void): Promise<void> {
    if (this.isBusy) {
      giveUp();
      return;
    }
    this.isBusy = true;
    const { focused } = this;
    try {
      const response = await fetch(address, { method: "POST", body });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.getElementById("plan");
      if (!fresh) throw new Error(String(response.status));
      this.takeOver(fresh, focused, page.querySelector("main .messages"));
    } catch (problem) {
      console.warn("puzzle", problem);
      giveUp();
      this.refuse();
    } finally {
      this.isBusy = false;
    }
  }

  private takeOver(fresh: HTMLElement, focused: string | undefined, messages?: Element | null): void {
    const top = this.figureTop;
    const hadEffects = this.effects;
    this.root.replaceWith(fresh);
    if (messages !== undefined) document.querySelector("main .messages")?.remove();
    if (messages) document.querySelector("main > .wrap")?.prepend(messages);
    startMaps(document);
    scrollBy({ top: this.figureTop - top, behavior: "instant" });
    if (hadEffects) this.root.toggleAttribute("data-knows-effects", true);
    else this.learn();
    this.awaitFigures();
    const told = messages ?? this.root.querySelector(".plan-figures");
    announce(told?.textContent?.replace(/\s+/g, " ").trim() ?? "");
    if (focused) {
      this.root
        .querySelector<SVGAElement>(`a.movable[data-planned="${focused}"]`)
        ?.focus({ preventScroll: true });
    }
  }

  private get figureTop(): number {
    return this.root.querySelector(".plan-figure")?.getBoundingClientRect().top ?? 0;
  }

  /** No answer, or none that says anything: the bar is back, and that is told. */
  private refuse(): void {
    this.root.querySelector(".plan-failed")?.remove();
    const note = document.createElement("p");
    note.className = "notice error plan-failed";
    note.role = "alert";
    note.textContent = this.root.dataset.failed ?? "";
    this.root.querySelector(".plan-board")?.before(note);
  }
}
