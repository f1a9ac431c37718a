import { Agent, request } from 'node:http';
import { DASHBOARD, FIRST, STATUSES } from './questions.js';

/** An answer as both sides give it. */
export interface Page {
  data: { memberStatuses: { pageInfo: { endCursor: string } } };
}

/** Asks one server over one connection, as one page of one admin does. */
export class Asking {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    private readonly url: string,
    private readonly accessToken: string,
  ) {}

  /** The dashboard and two pages of statuses, one after another, as the second page needs the cursor of the first. */
  async all(): Promise<unknown[]> {
    const dashboard = await this.ask({ query: DASHBOARD });
    const first = (await this.ask({ query: STATUSES, variables: { first: FIRST } })) as Page;
    const after = first.data.memberStatuses.pageInfo.endCursor;
    return [dashboard, first, await this.ask({ query: STATUSES, variables: { first: FIRST, after } })];
  }

  /** How long `times` of all three take each, in milliseconds. */
  async timed(times: number): Promise<number[]> {
    const taken: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const begun = performance.now();
      await this.all();
      taken.push(performance.now() - begun);
    }
    return taken;
  }

  end(): void {
    this.agent.destroy();
  }

  private ask(body: object): Promise<unknown> {
    const sent = JSON.stringify(body);
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(sent),
      authorization: `Bearer ${this.accessToken}`,
    };
    return new Promise((resolve, reject) => {
      const asked = request(this.url, { method: 'POST', agent: this.agent, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          if (response.statusCode !== 200) return reject(new Error(`${response.statusCode}: ${text.slice(0, 500)}`));
          const answer = JSON.parse(text) as { errors?: unknown; extensions?: unknown };
          if (answer.errors) return reject(new Error(text.slice(0, 500)));
          delete answer.extensions;
          resolve(answer);
        });
      });
      asked.on('error', reject);
      asked.end(sent);
    });
  }
}
