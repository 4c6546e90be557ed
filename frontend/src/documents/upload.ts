/** Files chosen or dropped on the page go up one by one, each with its progress; without script it is a plain form. */

const MOST_BYTES = 25_000_000;
const UPLOAD = "form[data-upload]";

export function takeFiles(): void {
  const form = document.querySelector<HTMLFormElement>(UPLOAD);
  const field = form?.querySelector<HTMLInputElement>("input[type=file]");
  if (!form || !field) return;
  for (const hint of form.querySelectorAll<HTMLElement>("[data-drop-hint]")) hint.hidden = false;
  for (const end of form.querySelectorAll<HTMLElement>("[data-upload-send]")) end.hidden = true;
  field.addEventListener("change", () => {
    const chosen = [...(field.files ?? [])];
    field.value = "";
    void sendAll(form, chosen, []);
  });
  takeDropped(form);
}

/** The whole page takes what is let go over it; only files light it up. */
function takeDropped(form: HTMLFormElement): void {
  let leaving: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    document.body.classList.add("takes-files");
    clearTimeout(leaving);
    leaving = setTimeout(() => document.body.classList.remove("takes-files"), 300);
  });
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    document.body.classList.remove("takes-files");
    const { files, folders } = sorted(event.dataTransfer);
    void sendAll(form, files, folders);
  });
}

function sorted(dropped: DataTransfer): { files: File[]; folders: string[] } {
  const files: File[] = [];
  const folders: string[] = [];
  for (const item of dropped.items) {
    const entry = item.webkitGetAsEntry?.();
    const file = item.getAsFile();
    if (entry?.isDirectory) folders.push(entry.name);
    else if (file) files.push(file);
  }
  return { files, folders };
}

async function sendAll(form: HTMLFormElement, files: File[], folders: string[]): Promise<void> {
  const list = form.querySelector<HTMLElement>("[data-upload-list]");
  if (!list || !(files.length || folders.length)) return;
  list.hidden = false;
  for (const name of folders) new Line(list, name).say(form.dataset.wordsFolder ?? "", true);
  const lines = files.map((file) => new Line(list, file.name, form.dataset.wordsWaiting));
  for (const [place, file] of files.entries()) await send(form, file, lines[place] as Line);
  await showWhatIsThere(form);
}

/** One file that goes up, on a line of its own. */
class Line {
  private readonly title = document.createElement("b");
  private readonly said = document.createElement("span");
  private readonly bar = document.createElement("progress");

  constructor(list: HTMLElement, name: string, words = "") {
    const line = document.createElement("li");
    const row = document.createElement("div");
    row.className = "row";
    this.title.textContent = name;
    this.said.textContent = words;
    this.said.className = "mute";
    this.bar.max = 1;
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", name);
    row.append(this.title, this.said, this.bar);
    line.append(row);
    list.append(line);
  }

  progress(part: number, words: string): void {
    this.bar.value = part;
    this.said.textContent = part < 1 ? `${Math.round(part * 100)} %` : words;
  }

  /** A sentence may name the file itself. */
  say(words: string, failed: boolean): void {
    this.bar.remove();
    this.title.hidden = words.startsWith(this.title.textContent ?? "");
    this.said.textContent = words;
    this.said.className = failed ? "failed full" : "mute";
  }
}

function send(form: HTMLFormElement, file: File, line: Line): Promise<void> {
  if (file.size > MOST_BYTES) {
    line.say(form.dataset.wordsLarge ?? "", true);
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) =>
      line.progress(event.loaded / event.total, form.dataset.wordsBusy ?? ""),
    );
    request.addEventListener("loadend", () => {
      const answer = request.response as { said?: string; problem?: string } | null;
      const problem = answer?.problem ?? (answer?.said ? "" : (form.dataset.wordsAway ?? ""));
      line.say(problem || (answer?.said ?? ""), Boolean(problem));
      resolve();
    });
    request.open("POST", form.action);
    request.setRequestHeader("X-Requested-With", "bestand");
    request.responseType = "json";
    request.send(bodyOf(form, file));
  });
}

function bodyOf(form: HTMLFormElement, file: File): FormData {
  const body = new FormData(form);
  body.delete("files");
  body.append("files", file, file.name);
  return body;
}

/** The list below, as it is now; where the folder came into being with the first file, its own page. */
async function showWhatIsThere(form: HTMLFormElement): Promise<void> {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  if (answer.redirected) {
    location.assign(answer.url);
    return;
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("papers");
  if (fresh) document.getElementById("papers")?.replaceWith(fresh);
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = form.dataset.wordsDone ?? "";
}
