import { Injectable } from '@nestjs/common';
import { canonicalJson, TenantDb, type Actor } from '#platform';
import { changeInWords, MEANING } from './change-in-words.js';
import { inOrder } from './published-rubric.js';
import { contentOf } from './rubric-content.js';
import { comparability, diffRubrics, type RubricValue } from './rubric-diff.js';
import type { RubricDiffType } from './rubric-diff.types.js';
import { publishedRubrics } from './rubric-editor.queries.js';
import { rubricVersionSummary, type RubricVersionSummary } from './rubric.queries.js';
import { rubricVersionType } from './rubric-version-type.js';
import { highestRise } from './version-number.js';

/** Compares rubric versions. */
@Injectable()
export class RubricDiffService {
  constructor(private readonly db: TenantDb) {}

  /** @returns null where either is none, or not the actor's to see */
  between(actor: Actor, fromId: string, toId: string): Promise<RubricDiffType | null> {
    const reach = actor.reach('curriculum:read');
    return this.db.read(actor, async (tx) => {
      const from = await rubricVersionSummary(tx, reach, fromId);
      const to = await rubricVersionSummary(tx, reach, toId);
      return from && to ? diffOf(from, to) : null;
    });
  }

  /** What a version changes over the highest published one of its rubric. @returns null where there is no other */
  sincePublished(actor: Actor, versionId: string): Promise<RubricDiffType | null> {
    const reach = actor.reach('curriculum:read');
    return this.db.read(actor, async (tx) => {
      const to = await rubricVersionSummary(tx, reach, versionId);
      if (!to) return null;
      const published = await publishedRubrics(tx, [to.rubricId]);
      const newest = inOrder(published.filter(({ id }) => id !== versionId)).at(-1);
      const from = newest && (await rubricVersionSummary(tx, reach, newest.id));
      return from ? diffOf(from, to) : null;
    });
  }
}

function diffOf(from: RubricVersionSummary, to: RubricVersionSummary): RubricDiffType {
  const changes = diffRubrics(contentOf(from.body), contentOf(to.body));
  const means = comparability(changes);
  return {
    from: rubricVersionType(from),
    to: rubricVersionType(to),
    changes: changes.map((change) => ({
      ...change,
      before: shown(change.before),
      after: shown(change.after),
      text: changeInWords(change),
    })),
    rise: changes.length === 0 ? null : highestRise(changes.map(({ rise }) => rise)),
    comparability: means,
    meaning: MEANING[means],
  };
}

function shown(value: RubricValue | null): string | null {
  if (value === null || typeof value === 'string') return value;
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'number' ? String(value) : canonicalJson(value);
}
