/** Moves that the server does not have yet stay in this browser, also when the page is closed. */

export interface Move {
  key: string;
  number: number;
  planned: string;
  week: number;
  /** By the clock of this phone, which only says how long ago it was. */
  at: number;
}

export class Queue {
  private readonly name: string;
  private rows: Move[];
  isKept = true;

  constructor(player: string) {
    this.name = `speerpunt.spel.${player}`;
    this.rows = this.read();
  }

  get moves(): readonly Move[] {
    return this.rows;
  }

  push(move: Move): void {
    this.rows.push(move);
    this.write();
  }

  drop(keys: Set<string>): void {
    this.rows = this.rows.filter((move) => !keys.has(move.key));
    this.write();
  }

  private read(): Move[] {
    try {
      const found: unknown = JSON.parse(localStorage.getItem(this.name) ?? "[]");
      return Array.isArray(found) ? (found as Move[]) : [];
    } catch {
      return [];
    }
  }

  /** A browser that keeps nothing still plays, as long as the page is open. */
  private write(): void {
    try {
      if (this.rows.length) localStorage.setItem(this.name, JSON.stringify(this.rows));
      else localStorage.removeItem(this.name);
      this.isKept = true;
    } catch {
      this.isKept = false;
    }
  }
}
