import type { RubricPurpose } from './rubric-body.js';

/** The anchors of one competency: what an officer at that level does. Null where a draft has none yet. */
export interface Anchors {
  level0: string | null;
  level1: string | null;
  level3: string | null;
  level5: string | null;
}

/**
 * What a rubric version says, as it is edited, shown and compared. In a draft, whatever is not written yet is null. A title that is not
 * written is the code in words.
 */
export interface RubricContent {
  purpose: RubricPurpose;
  /** Percent of the final score. */
  shares: { process: number; outcome: number };
  /** Null where nothing can be passed. */
  pass: { finalAtLeast: number | null; everyLevelAtLeast: number | null } | null;
  competencies: { code: string; title: string; weight: number | null; source: string | null; anchors: Anchors }[];
  outcomeBands: { code: string; min: number | null; max: number | null }[];
  penalties: { code: string; title: string; points: number | null }[];
  criticalFails: { code: string; title: string; text: string | null }[];
  note: string | null;
  /** The arithmetic in words. */
  formula: string;
  /** Why levels go from 0 to 5. */
  scaleReason: string;
}

/** The body as it is stored and as files write it; a draft's may lack what is not written yet. */
interface StoredBody {
  purpose?: RubricPurpose;
  shares?: { process: number; outcome: number };
  pass?: { final?: number; minLevelAny?: number };
  competencies: Stored<'weight', number, 'source' | 'a0' | 'a1' | 'a3' | 'a5'>[];
  outcomeBands: [string, number | null, number | null][];
  penalties: Stored<'points', number>[];
  criticalFails: Stored<never, never, 'text'>[];
  note?: string;
  formula: string;
  scale: { min: 0; max: 5; why: string };
}

type Stored<Key extends string, Value, Text extends string = never> = { code: string; title?: string } & {
  [K in Key]?: Value;
} & { [K in Text]?: string };

const SCALE_REASON = 'arXiv 2601.03444 title finding: human-LLM alignment highest on a 0-5 scale';

/** What a code says in words: `ACTIVE_LISTENING` is `Active listening`, and `CF_NO_MEDICAL_AID` is `No medical aid`. */
export function titleOf({ code, title }: { code: string; title?: string | null }): string {
  if (title) return title;
  const words = code.replace(/^CF_(?=.)/, '').replaceAll('_', ' ');
  return words.charAt(0) + words.slice(1).toLowerCase();
}

/** The content of a stored body, of a draft or published. */
export function contentOf(body: object): RubricContent {
  const stored = body as StoredBody;
  const { pass } = stored;
  return {
    purpose: stored.purpose ?? 'CERTIFICATION',
    shares: stored.shares ?? { process: 70, outcome: 30 },
    pass: pass ? { finalAtLeast: pass.final ?? null, everyLevelAtLeast: pass.minLevelAny ?? null } : null,
    competencies: stored.competencies.map((one) => ({
      code: one.code,
      title: titleOf(one),
      weight: one.weight ?? null,
      source: one.source ?? null,
      anchors: { level0: one.a0 ?? null, level1: one.a1 ?? null, level3: one.a3 ?? null, level5: one.a5 ?? null },
    })),
    outcomeBands: stored.outcomeBands.map(([code, min, max]) => ({ code, min, max })),
    penalties: stored.penalties.map((one) => ({ code: one.code, title: titleOf(one), points: one.points ?? null })),
    criticalFails: stored.criticalFails.map((one) => ({
      code: one.code,
      title: titleOf(one),
      text: one.text ?? null,
    })),
    note: stored.note ?? null,
    formula: stored.formula,
    scaleReason: stored.scale.why,
  };
}

/** What an editor writes. The formula follows from the shares, so that it cannot say anything else than what is reckoned. */
export interface WrittenRubric {
  version: string;
  purpose: RubricPurpose;
  shares: { process: number; outcome: number };
  pass?: { finalAtLeast?: number | null; everyLevelAtLeast?: number | null } | null;
  competencies: {
    code: string;
    title?: string | null;
    weight?: number | null;
    source?: string | null;
    anchors?: Partial<Anchors> | null;
  }[];
  outcomeBands: { code: string; min?: number | null; max?: number | null }[];
  penalties: { code: string; title?: string | null; points?: number | null }[];
  criticalFails: { code: string; title?: string | null; text?: string | null }[];
  note?: string | null;
}

/** The body to store, in the form of the files under `packs/rubrics`. @param code of the rubric */
export function bodyOf(code: string, written: WrittenRubric): object {
  const { pass } = written;
  return withoutNulls({
    id: code,
    version: written.version,
    scale: { min: 0, max: 5, why: SCALE_REASON },
    formula: formulaOf(written.shares),
    purpose: written.purpose,
    shares: { process: written.shares.process, outcome: written.shares.outcome },
    pass: pass && {
      final: pass.finalAtLeast,
      minLevelAny: pass.everyLevelAtLeast,
      criticalFails: 0,
      humanSignOff: true,
    },
    outcomeBands: written.outcomeBands.map((one) => [one.code, one.min ?? null, one.max ?? null]),
    penalties: written.penalties.map((one) => ({ code: one.code, title: one.title, points: one.points })),
    competencies: written.competencies.map(({ anchors, ...one }) => ({
      code: one.code,
      title: one.title,
      weight: one.weight,
      source: one.source,
      a0: anchors?.level0,
      a1: anchors?.level1,
      a3: anchors?.level3,
      a5: anchors?.level5,
    })),
    criticalFails: written.criticalFails.map((one) => ({ code: one.code, title: one.title, text: one.text })),
    note: written.note,
  }) as object;
}

/** A draft of which nothing is written. */
export function emptyBody(code: string, version: string, purpose: RubricPurpose): object {
  const certifies = purpose === 'CERTIFICATION';
  return bodyOf(code, {
    version,
    purpose,
    shares: certifies ? { process: 70, outcome: 30 } : { process: 0, outcome: 100 },
    pass: certifies ? {} : null,
    competencies: [],
    outcomeBands: [],
    penalties: [],
    criticalFails: [],
  });
}

/** The arithmetic of `scoreOf`, in words. */
export function formulaOf({ process, outcome }: { process: number; outcome: number }): string {
  const share = (percent: number, of: string): string => `${(percent / 100).toFixed(2)}*${of}`;
  return (
    'process = sum(weight*level/5); outcome 0-100; ' +
    `final = round(${share(process, 'process')} + ${share(outcome, 'outcome')} - penalties, 1), floor 0; ` +
    'critical fail caps final at 49'
  );
}

/** Not written is left out, wherever it would be a key; in a band, whose places have no names, it stays null. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== 'object') return value;
  const written = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined && inner !== '');
  return Object.fromEntries(written.map(([key, inner]) => [key, withoutNulls(inner)]));
}

const WRITTEN_AS: Readonly<Record<string, string>> = {
  a0: 'anchors.level0',
  a1: 'anchors.level1',
  a3: 'anchors.level3',
  a5: 'anchors.level5',
  final: 'finalAtLeast',
  minLevelAny: 'everyLevelAtLeast',
};

/** Where an editor wrote what stands at a place of the body: `competencies[2].anchors.level3`. */
export function writtenAt(path: readonly (string | number)[]): string {
  const inBand = path[0] === 'outcomeBands' && path.length === 3;
  const names = inBand ? [...path.slice(0, 2), ['code', 'min', 'max'][Number(path[2])] ?? ''] : path;
  return names.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    const name = WRITTEN_AS[part] ?? part;
    return text === '' ? name : `${text}.${name}`;
  }, '');
}
