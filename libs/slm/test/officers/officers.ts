import { readdirSync } from 'node:fs';

/** What three officers say in one scenario, 20 turns each. */
export interface Officers {
  good: string[];
  poor: string[];
  absurd: string[];
}

const PACKS = new URL('../../../../packs/scenarios/', import.meta.url);

/**
 * The officers of every scenario pack, by its code.
 * @throws when a pack has none: `<code>.fixture.ts` beside this file
 */
export async function officersOfPacks(): Promise<[code: string, officers: Officers][]> {
  const codes = readdirSync(PACKS)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length));
  return Promise.all(
    codes.map(async (code): Promise<[string, Officers]> => {
      const { OFFICERS } = (await import(`./${code}.fixture.js`)) as { OFFICERS: Officers };
      return [code, OFFICERS];
    }),
  );
}
