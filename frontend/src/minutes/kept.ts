/**
 * What is typed in minutes stays in this browser until the server has it: a draft per item, and a queue of lines that
 * wait to be sent. Each line has its key from the start, so that sending it twice writes it once.
 */

const PREFIX = "speerpunt.notulen";

export type Fields = Record<string, string | string[]>;

export interface Draft {
  fields: Fields;
  at: string;
}

export interface Waiting {
  key: string;
  item: string;
  url: string;
  fields: Fields;
}

export class Kept {
  constructor(private readonly account: string) {}

  draft(item: string): Draft | null {
    return this.read<Draft | null>(this.nameOfDraft(item), null);
  }

  keepDraft(item: string, draft: Draft): boolean {
    return this.write(this.nameOfDraft(item), draft);
  }

  dropDraft(item: string): void {
    localStorage.removeItem(this.nameOfDraft(item));
  }

  queue(): Waiting[] {
    return this.read<Waiting[]>(this.nameOfQueue, []);
  }

  push(line: Waiting): boolean {
    return this.write(this.nameOfQueue, [...this.queue().filter((each) => each.key !== line.key), line]);
  }

  remove(key: string): void {
    const rest = this.queue().filter((each) => each.key !== key);
    if (rest.length) this.write(this.nameOfQueue, rest);
    else localStorage.removeItem(this.nameOfQueue);
  }

  /** Whether anything is here that the server does not have. */
  hasAnything(): boolean {
    return this.names().length > 0;
  }

  forget(): void {
    for (const name of this.names()) localStorage.removeItem(name);
  }

  private names(): string[] {
    return Object.keys(localStorage).filter((name) => name.startsWith(`${PREFIX}.${this.account}.`));
  }

  private nameOfDraft(item: string): string {
    return `${PREFIX}.${this.account}.concept.${item}`;
  }

  private get nameOfQueue(): string {
    return `${PREFIX}.${this.account}.rij`;
  }

  private read<T>(name: string, otherwise: T): T {
    try {
      return (JSON.parse(localStorage.getItem(name) ?? "null") as T) ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  /** A browser that keeps nothing says so: the text then stays in its field. */
  private write(name: string, value: unknown): boolean {
    try {
      localStorage.setItem(name, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }
}

/** Also where the page came over plain http, and crypto.randomUUID is not there. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
