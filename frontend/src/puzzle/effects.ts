/** Where works lie: the week each begins in, and how many it takes. */
export type Laid = Map<string, { week: number; weeks: number }>;

export interface Table {
  base: number;
  single: Record<string, number>;
  pair: [string, string, number][];
}

/** What a plan costs, roughly: single works added up, and what pairs of them do together. */
export class Effects {
  private readonly pairs = new Map<string, number>();

  constructor(private readonly table: Table) {
    for (const [one, other, extra] of table.pair) {
      this.pairs.set(`${one} ${other}`, extra);
      this.pairs.set(`${other} ${one}`, extra);
    }
  }

  /** Nothing when the server has no table yet. */
  static async fetched(address: string): Promise<Effects | undefined> {
    const response = await fetch(address);
    if (!response.ok) return undefined;
    const { effects } = (await response.json()) as { effects: Table | null };
    return effects ? new Effects(effects) : undefined;
  }

  /** Of all works together, all weeks added up. */
  total(laid: Laid): number {
    let cost = 0;
    const before: Laid = new Map();
    for (const [work, { week, weeks }] of laid) {
      cost += this.share(before, work, week, weeks);
      before.set(work, { week, weeks });
    }
    return cost;
  }

  /** What changes when one work begins in another week or lasts longer; only weeks in which it goes on count. */
  difference(laid: Laid, work: string, week: number, weeks: number): number {
    const now = laid.get(work);
    if (!now) return 0;
    return this.share(laid, work, week, weeks) - this.share(laid, work, now.week, now.weeks);
  }

  private share(laid: Laid, work: string, first: number, weeks: number): number {
    let cost = weeks * (this.table.single[work] ?? 0);
    for (const [other, { week, weeks: others }] of laid) {
      if (other === work) continue;
      const together = Math.min(first + weeks, week + others) - Math.max(first, week);
      if (together > 0) cost += together * (this.pairs.get(`${work} ${other}`) ?? 0);
    }
    return cost;
  }
}
