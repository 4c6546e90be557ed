import type { Bar, Dates } from "./bars";
import { announce } from "./moving";

/**
 * Sends the form that the page would have sent, and takes over the page that comes back. When the server asks
 * something first (does the rest follow? what is wrong?), its page is shown as a dialog.
 */
export class Saving {
  constructor(private readonly root: HTMLElement) {
    root.addEventListener("submit", (event) => this.submit(event));
    document.addEventListener("keydown", (event) => this.undoWithKeys(event));
  }

  move(bar: Bar, dates: Dates): void {
    const form = this.root.querySelector<HTMLFormElement>("form[data-move]");
    if (!form) return;
    const body = new FormData(form);
    for (const [name, value] of Object.entries(bar.fields(dates))) body.set(name, value);
    if (bar.link.dataset.assumed) body.set("dates_assumed", "on");
    this.send(bar.link.href.baseVal, body, () => bar.reset());
  }

  private submit(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    const button = event.submitter;
    if (!form.matches("[data-steps]") || !(button instanceof HTMLButtonElement)) return;
    event.preventDefault();
    this.send(button.formAction, new FormData(form), () => undefined);
  }

  private undoWithKeys(event: KeyboardEvent): void {
    const isTyping = (event.target as Element).closest?.("input, select, textarea, dialog");
    if (isTyping || event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey)) return;
    const button = this.root.querySelector<HTMLButtonElement>(event.shiftKey ? "[data-redo]" : "[data-undo]");
    if (!button) return;
    event.preventDefault();
    button.click();
  }

  private async send(address: string, body: FormData, giveUp: () => void): Promise<void> {
    const focused = document.activeElement?.closest<SVGGElement>(".it")?.dataset.project;
    try {
      const response = await fetch(address, { method: "POST", body });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.getElementById(this.root.id);
      const question = page.querySelector<HTMLElement>("[data-planning]");
      if (fresh) this.takeOver(page, fresh, focused);
      else if (question) this.ask(question, address, giveUp);
      else throw new Error(String(response.status));
    } catch (problem) {
      console.warn("timeline", problem);
      giveUp();
      this.refuse();
    }
  }

  private takeOver(page: Document, fresh: HTMLElement, focused: string | undefined): void {
    const top = this.figureTop;
    this.root.replaceChildren(...fresh.childNodes);
    document.querySelector("main .messages")?.remove();
    const messages = page.querySelector("main .messages");
    if (messages) document.querySelector("main > .wrap")?.prepend(messages);
    scrollBy({ top: this.figureTop - top, behavior: "instant" });
    const undated = document.querySelector("[aria-labelledby=undated]");
    if (undated) undated.replaceWith(...page.querySelectorAll("[aria-labelledby=undated]"));
    const told = messages ?? this.root.querySelector("[data-saved]");
    announce(told?.textContent?.replace(/\s+/g, " ").trim() ?? "");
    if (focused) {
      this.root
        .querySelector<SVGAElement>(`.it[data-project="${focused}"] a.movable`)
        ?.focus({ preventScroll: true });
    }
  }

  /** No answer, or none that says anything: the bar is back, and that is told. */
  private refuse(): void {
    const note = document.createElement("p");
    note.className = "timeline-steps fresh failed";
    note.role = "alert";
    note.textContent = this.root.dataset.failed ?? "";
    this.root.querySelector(".timeline-steps.failed")?.remove();
    this.root.append(note);
  }

  /** What one looks at stays where it is, whatever comes or goes above it. */
  private get figureTop(): number {
    return this.root.querySelector(".timeline")?.getBoundingClientRect().top ?? 0;
  }

  private ask(question: HTMLElement, address: string, giveUp: () => void): void {
    const dialog = document.createElement("dialog");
    dialog.className = "planning-dialog";
    const heading = question.querySelector("h1");
    if (heading) {
      heading.id = "planning-question";
      dialog.setAttribute("aria-labelledby", heading.id);
    }
    dialog.append(...question.childNodes);
    let isAnswered = false;
    dialog.addEventListener("submit", (event) => {
      event.preventDefault();
      isAnswered = true;
      const form = event.target as HTMLFormElement;
      const body = new FormData(form, event.submitter);
      dialog.close();
      this.send(form.getAttribute("action") ?? address, body, giveUp);
    });
    dialog.addEventListener("click", (event) => {
      if (!(event.target as Element).closest("[data-close]")) return;
      event.preventDefault();
      dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (!isAnswered) giveUp();
    });
    document.body.append(dialog);
    dialog.showModal();
  }
}
