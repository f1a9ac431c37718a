import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentDigest } from '../content-digest.js';
import { readRubric } from '../rubrics/rubric-body.js';
import { readScenario } from '../scenarios/scenario-body.js';
import type { PackKind } from './library-pack.entity.js';

export interface PackName {
  code: string;
  version: string;
  title: string;
}

/** Checks the file of one pack: what it is called, or every problem as `path: message`. */
export type PackReader = (file: unknown) => PackName | { problems: string[] };

export interface Pack extends PackName {
  kind: PackKind;
  digest: string;
  body: unknown;
}

const FOLDERS: Record<PackKind, string> = { SCENARIO: 'scenarios', RUBRIC: 'rubrics', MANDATE: 'mandates' };

const readScenarioPack: PackReader = (file) => {
  const read = readScenario(file);
  if ('problems' in read) return read;
  if (!read.scenario.script) return { problems: ['script: a pack can be played, so it needs one'] };
  return read.scenario;
};

const readRubricPack: PackReader = (file) => {
  const read = readRubric(file);
  if ('problems' in read) return read;
  return { code: read.rubric.id, version: read.rubric.version, title: `Rubric ${read.rubric.id}` };
};

/**
 * Reads `scenarios/*.json`, `rubrics/*.json` and `mandates/*.json` of a folder, in the order of their names.
 * @param readMandate checks a mandate; mandates are the business of a context below this one
 * @throws Error naming every problem of every file: a folder is published whole or not at all
 */
export async function readPacks(folder: string, readMandate: PackReader): Promise<Pack[]> {
  const readers: Record<PackKind, PackReader> = {
    SCENARIO: readScenarioPack,
    RUBRIC: readRubricPack,
    MANDATE: readMandate,
  };
  const packs: Pack[] = [];
  const problems: string[] = [];
  for (const [kind, name] of Object.entries(FOLDERS) as [PackKind, string][]) {
    for (const file of await jsonFiles(join(folder, name))) {
      const body = await parsedJson(join(folder, name, file));
      const read = body instanceof SyntaxError ? { problems: [body.message] } : readers[kind](body);
      if ('problems' in read) problems.push(...read.problems.map((problem) => `${name}/${file}: ${problem}`));
      else {
        const { code, version, title } = read;
        packs.push({ kind, code, version, title, digest: contentDigest(body), body });
      }
    }
  }
  problems.push(...namedTwice(packs));
  if (problems.length > 0) throw new Error(`the packs cannot be published:\n${problems.join('\n')}`);
  return packs;
}

async function jsonFiles(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function parsedJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}

function namedTwice(packs: readonly Pack[]): string[] {
  const names = packs.map((pack) => `${pack.kind} ${pack.code} ${pack.version}`);
  return names.filter((name, index) => names.indexOf(name) < index).map((name) => `${name} stands in two files`);
}
