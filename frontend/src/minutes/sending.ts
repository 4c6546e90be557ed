/** Sends the lines that wait, one after the other, and says what came of each. */

import type { Fields, Kept, Waiting } from "./kept";

export type Outcome =
  | { kind: "written"; html: string; etag: string }
  | { kind: "refused"; problem: string }
  | { kind: "signed-out" }
  | { kind: "no-connection" };

let token = "";
let running: Promise<boolean> | null = null;

export function csrfToken(): string {
  token ||= document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
  return token;
}

/** Whether everything is sent. Asked again while it runs, it is the same run. */
export function sendAll(kept: Kept, told: (line: Waiting, outcome: Outcome) => void): Promise<boolean> {
  running ??= sendEach(kept, told).finally(() => {
    running = null;
  });
  return running;
}

async function sendEach(kept: Kept, told: (line: Waiting, outcome: Outcome) => void): Promise<boolean> {
  for (let line = kept.queue()[0]; line; line = kept.queue()[0]) {
    const outcome = await send(line);
    const isSettled = outcome.kind === "written" || outcome.kind === "refused";
    if (isSettled) kept.remove(line.key);
    told(line, outcome);
    if (!isSettled) return false;
  }
  return true;
}

async function send(line: Waiting): Promise<Outcome> {
  let answer = await post(line.url, line.fields);
  if (answer?.status === 403 && (await renewToken())) answer = await post(line.url, line.fields);
  if (!answer || answer.status >= 500) return { kind: "no-connection" };
  if (answer.type === "opaqueredirect" || answer.status === 403) return { kind: "signed-out" };
  const html = await answer.text().catch(() => "");
  if (answer.ok) return { kind: "written", html, etag: answer.headers.get("ETag") ?? "" };
  const said = new DOMParser().parseFromString(html, "text/html").getElementById("minutes-problem");
  return { kind: "refused", problem: said?.textContent?.trim() ?? String(answer.status) };
}

export function post(url: string, fields: Fields): Promise<Response | null> {
  const body = new URLSearchParams({ csrfmiddlewaretoken: csrfToken() });
  for (const [name, value] of Object.entries(fields)) {
    for (const each of Array.isArray(value) ? value : [value]) body.append(name, each);
  }
  const headers = { "X-Requested-With": "regel" };
  return fetch(url, { method: "POST", body, headers, redirect: "manual" }).catch(() => null);
}

/** Whoever signed in again, in another tab, has another token. */
async function renewToken(): Promise<boolean> {
  const answer = await fetch(location.href, { redirect: "manual" }).catch(() => null);
  if (!answer?.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  token = page.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
  return token !== "";
}
