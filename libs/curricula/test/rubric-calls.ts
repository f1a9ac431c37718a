import { readFileSync } from 'node:fs';
import type { ServedCurricula } from './serve-curricula.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are whatever the query asked for
export type Any = any;

const VERSION = 'id rubricId version state source digest content problems { field message }';
const FIELDS: Record<string, [input: string, selected: string]> = {
  createRubric: ['CreateRubricInput', 'rubric { id code title }'],
  createRubricDraft: ['CreateRubricDraftInput', `rubricVersion { ${VERSION} }`],
  saveRubricDraft: ['SaveRubricDraftInput', `rubricVersion { ${VERSION} }`],
  discardRubricDraft: ['DiscardRubricDraftInput', 'discardedId'],
  publishRubric: ['PublishRubricInput', `rubricVersion { ${VERSION} }`],
  adoptPack: [
    'AdoptPackInput',
    `rubricVersion { ${VERSION} } rubricDiff { from { version } to { version } rise comparability changes { text } }`,
  ],
};

/** Sends mutations and queries as whoever a token stands for. */
export class RubricCalls {
  private keys = 0;

  constructor(private readonly served: ServedCurricula) {}

  async query(token: string, query: string, variables: Record<string, unknown> = {}): Promise<Any> {
    const answer = await this.served.ask(token, query, variables);
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return Object.values(answer.data ?? {})[0];
  }

  /** One mutation, with a new idempotency key where it takes one and none is given. */
  do(token: string, mutation: string, input: Record<string, unknown>): Promise<Any> {
    return this.query(token, documentOf(mutation), { input: this.keyed(mutation, input) });
  }

  /** The field that an answer names as malformed. */
  async badFields(token: string, mutation: string, input: Record<string, unknown>): Promise<string[]> {
    const answer = await this.served.ask(token, documentOf(mutation), { input: this.keyed(mutation, input) });
    return (answer.errors?.[0]?.extensions?.fields ?? []).map(({ field }) => field);
  }

  async errorCode(token: string, query: string, variables: Record<string, unknown>): Promise<string | undefined> {
    return (await this.served.ask(token, query, variables)).errors?.[0]?.extensions?.code;
  }

  /** A rubric of the agency's own with one draft, empty. */
  async ownDraft(token: string, code: string, version = '1.0.0'): Promise<Any> {
    const { rubric } = await this.do(token, 'createRubric', { code, title: `Rubric ${code}` });
    const made = await this.do(token, 'createRubricDraft', { rubricId: rubric.id, version });
    return made.rubricVersion;
  }

  private keyed(mutation: string, input: Record<string, unknown>): Record<string, unknown> {
    const takesKey = mutation.startsWith('create') || mutation.startsWith('discard');
    return takesKey ? { idempotencyKey: `key-${++this.keys}`, ...input } : input;
  }
}

export const documentOf = (mutation: string): string => {
  const [input, selected] = FIELDS[mutation]!;
  return `mutation ($input: ${input}!) { ${mutation}(input: $input) { ${selected} userErrors { code field message } } }`;
};

/** The core rubric as an editor would write it, with changes. */
export function coreInput(version: string, change: (content: Any) => unknown = () => undefined): Any {
  const core = JSON.parse(readFileSync('packs/rubrics/core.json', 'utf8'));
  const content = {
    version,
    purpose: 'CERTIFICATION',
    shares: { process: 70, outcome: 30 },
    pass: { finalAtLeast: 70, everyLevelAtLeast: 2 },
    competencies: core.competencies.map(({ code, weight, source, a0, a1, a3, a5 }: Any) => ({
      code,
      weight,
      source,
      anchors: { level0: a0, level1: a1, level3: a3, level5: a5 },
    })),
    outcomeBands: core.outcomeBands.map(([code, min, max]: Any) => ({ code, min, max })),
    penalties: core.penalties,
    criticalFails: core.criticalFails,
    note: 'ours',
  };
  change(content);
  return content;
}
