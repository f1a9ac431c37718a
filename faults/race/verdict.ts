import type { RaceRequest } from './requests.js';

/** What the race has seen. A problem is kept once for each kind, with the first answer that showed it. */
export class Verdict {
  readonly problems = new Map<string, string>();
  /** Answers by `kind status`. */
  readonly counts = new Map<string, number>();
  answered = 0;

  constructor(private readonly canaries: readonly string[]) {}

  see(request: RaceRequest, status: number, body: string): void {
    this.answered += 1;
    const counted = `${request.kind} ${status}`;
    this.counts.set(counted, (this.counts.get(counted) ?? 0) + 1);
    const foreign = this.canaries.find((canary) => canary !== request.agency.canary && body.includes(canary));
    // A refusal may echo what the caller itself sent, and nobody ever sends another's canary.
    if (foreign) this.problem(`${request.kind} shows a foreign canary`, body);
    if (status === 200 && request.showsOwn && !body.includes(request.agency.canary) && !isUnavailable(body)) {
      this.problem(`${request.kind} does not show its own agency`, body);
    }
    if (![200, 429, 503, 504].includes(status)) this.problem(`${request.kind} answered ${status}`, body);
  }

  /** Whether any answer had this status. */
  saw(status: number): boolean {
    return [...this.counts.keys()].some((counted) => counted.endsWith(` ${status}`));
  }

  problem(what: string, evidence: string): void {
    if (!this.problems.has(what)) this.problems.set(what, evidence.slice(0, 500));
  }
}

/** A field that was cut off by the time-out or the full pool says so; it shows nobody's data. */
const isUnavailable = (body: string): boolean => /"code":"(UNAVAILABLE|TIMEOUT|READ_CLOSED)"/.test(body);
