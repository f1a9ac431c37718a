import { z } from 'zod';
import { mandateVersionSchema } from './mandate.js';

/** What a validator of JSON Schema cannot see, and Parley refuses all the same. */
const BEYOND_THE_SHAPE = [
  'the ids of requirements are unique',
  '`within` names an HOURS requirement of the same period',
  'a requirement has a period, or the mandate has one',
  'only top-level requirements have a period of their own',
  'a requirement with `perSubPeriod` has none below it',
  '`n` stands with N_OF and nowhere else',
  '`firstDue` stands with ROLLING and names another requirement',
  'the `target` of an exemption names a requirement',
  '`effectiveFrom` is not after `effectiveTo`',
];

/** The language of mandates as JSON Schema 2020-12, for editors and validators elsewhere. */
export function mandateJsonSchema(): object {
  return z.toJSONSchema(
    mandateVersionSchema.meta({
      $id: 'urn:parley:mandate',
      title: 'Mandate version',
      description: `One version of a mandate: whom it binds, when, and what it needs. Beyond this schema: ${BEYOND_THE_SHAPE.join('; ')}.`,
    }),
    { target: 'draft-2020-12', io: 'input' },
  );
}

/** The text of `docs/mandate.schema.json`. */
export const mandateSchemaPage = (): string => `${JSON.stringify(mandateJsonSchema(), null, 2)}\n`;
