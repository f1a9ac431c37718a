/** What a licence lets an agency do with a model: train its people with it, or not. */
interface KnownLicence {
  /** Whether it may play in the training of real people. */
  production: boolean;
  /** What an operator reads when it is refused. */
  why: string;
  source: string;
}

/**
 * Licences that somebody has read, by the name that a card gives. The first three are SPDX identifiers. A licence that is not here
 * is refused: nobody has read it.
 */
export const KNOWN_LICENCES: Readonly<Record<string, KnownLicence>> = {
  'Apache-2.0': {
    production: true,
    why: 'any use, with its notice',
    source: 'https://www.apache.org/licenses/LICENSE-2.0',
  },
  MIT: { production: true, why: 'any use, with its notice', source: 'https://opensource.org/license/mit' },
  'BSD-3-Clause': {
    production: true,
    why: 'any use, with its notice',
    source: 'https://opensource.org/license/bsd-3-clause',
  },
  'Qwen-Research': {
    production: false,
    why: 'the Qwen Research Licence allows research and evaluation only',
    source: 'https://huggingface.co/Qwen/Qwen2.5-3B-Instruct/blob/main/LICENSE',
  },
  Qwen: {
    production: false,
    why: 'the Qwen Licence has conditions of its own that nobody has recorded here as met',
    source: 'https://huggingface.co/Qwen/Qwen2.5-72B-Instruct/blob/main/LICENSE',
  },
  'Llama-3.1-Community': {
    production: false,
    why: 'the Llama Community Licence has an acceptable use policy that nobody has recorded here as met',
    source: 'https://www.llama.com/llama3_1/license/',
  },
  Gemma: {
    production: false,
    why: 'the Gemma Terms of Use have a prohibited use policy that nobody has recorded here as met',
    source: 'https://ai.google.dev/gemma/terms',
  },
  'CC-BY-NC-4.0': {
    production: false,
    why: 'CC BY-NC allows no commercial use',
    source: 'https://creativecommons.org/licenses/by-nc/4.0/legalcode',
  },
};

/**
 * Bases of a family whose sizes have different licences, so that a card cannot mistake one for another. Their own model pages are the
 * source: https://huggingface.co/collections/Qwen/qwen25
 */
const BASES: readonly { base: RegExp; licence: string }[] = [
  { base: /\bqwen-?2\.5(-[a-z]+)?-3b\b/i, licence: 'Qwen-Research' },
  { base: /\bqwen-?2\.5(-[a-z]+)?-72b\b/i, licence: 'Qwen' },
  { base: /\bqwen-?2\.5-(0\.5|1\.5|7|14|32)b\b/i, licence: 'Apache-2.0' },
];

/** What a model may be used for, as whoever registers it says. */
export const ALLOWED_USES = ['PRODUCTION', 'TEST_ONLY', 'RESEARCH_ONLY'] as const;
export type AllowedUse = (typeof ALLOWED_USES)[number];

export interface Licensed {
  base: string;
  /** Null for a model that stands on no other. */
  baseLicence: string | null;
  licence: string;
  allowedUse: AllowedUse;
}

/**
 * Why no agency may meet this model, for the operator to read; null when agencies may. A model stands under every licence of what
 * it was made of.
 */
export function useProblem({ base, baseLicence, licence, allowedUse }: Licensed): string | null {
  if (allowedUse === 'RESEARCH_ONLY') return 'its allowed use is RESEARCH_ONLY';
  const known = BASES.find((one) => one.base.test(base))?.licence ?? null;
  for (const name of new Set([licence, baseLicence, known])) {
    if (name === null) continue;
    const found = Object.hasOwn(KNOWN_LICENCES, name) ? KNOWN_LICENCES[name] : undefined;
    if (!found) return `nobody has read the licence "${name}" (docs/models.md says how one is added)`;
    if (!found.production) return `${found.why} (${name}, ${found.source})`;
  }
  return null;
}

/** The licence that this base is known to have, when the card says another; null when they agree or the base is not known. */
export function mistakenBaseLicence({ base, baseLicence, licence }: Licensed): string | null {
  const known = BASES.find((one) => one.base.test(base))?.licence;
  return known === undefined || known === (baseLicence ?? licence) ? null : known;
}
