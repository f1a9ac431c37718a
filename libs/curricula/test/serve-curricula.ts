import { oneTransaction } from '#platform';
import { KnownTokens, KnownTokensModule, testApp } from '#testing';
import { CurriculaModule, publishPacks, readPacks } from '../src/index.js';

export interface Answer {
  data: Record<string, never> | null;
  errors?: { message: string; extensions?: { code?: string; fields?: { field: string }[] } }[];
}

/** This context behind a real HTTP server, with the project's own packs in the library. */
export async function serveCurricula() {
  const noMandates = (): { problems: string[] } => ({ problems: ['no mandate is published here'] });
  const own = await readPacks('packs', (file) => mandateName(file) ?? noMandates());
  const app = await testApp({ modules: [KnownTokensModule, CurriculaModule] });
  await oneTransaction(app.database.urls.librarian, 'test', (tx) => publishPacks(tx, own));
  return {
    app,
    actors: app.get(KnownTokens).actors,
    ask: (token: string, query: string, variables?: Record<string, unknown>) =>
      app.as(token).ask(query, variables) as Promise<Answer>,
    close: () => app.stop(),
  };
}

export type ServedCurricula = Awaited<ReturnType<typeof serveCurricula>>;

const mandateName = (file: unknown): { code: string; version: string; title: string } | null => {
  const { code, title } = file as { code?: string; title?: string };
  return code && title ? { code, version: '1', title } : null;
};
