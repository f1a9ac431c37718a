import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DemoContext } from '../demo-context.js';
import type { AgencyCast } from './cast.js';
import type { AdoptedPacks } from './prepare-training.js';
import type { Teller } from './teller.js';

const IMPORT = `mutation Import($input: ImportContentInput!) {
  importContent(input: $input) {
    contentImport {
      format rows accepted rejected
      rejections(first: 100) { nodes { line reason } }
    }
    userErrors { code field message }
  }
}`;
const ADOPT = `mutation Adopt($input: AdoptPackInput!) {
  adoptPack(input: $input) {
    scenarioVersion { id title } rubricVersion { id }
    userErrors { code field message }
  }
}`;

interface Imported {
  importContent: {
    contentImport: {
      format: string;
      rows: number;
      accepted: number;
      rejected: number;
      rejections: { nodes: { line: number | null; reason: string }[] };
    };
  };
}

interface Adopted {
  adoptPack: { scenarioVersion: { id: string; title: string } | null; rubricVersion: { id: string } | null };
}

const SCENARIOS = ['mental-health-crisis', 'traffic-stop'];

/** Chapter 2: material in each format, rejections with line and reason, and the project's own pack. */
export async function importMaterial(context: DemoContext, tell: Teller, agency: AgencyCast): Promise<AdoptedPacks> {
  const own = context.importFiles.length > 0;
  tell.chapter(own ? 'Riverbend imports your files' : 'Riverbend imports scenario material in four formats');
  await importFiles(tell, agency, own ? context.importFiles : await sampleFiles(context.root));
  const versions: string[] = [];
  for (const code of SCENARIOS) {
    const { adoptPack } = await agency.admin.api.ask<Adopted>(ADOPT, {
      input: { kind: 'SCENARIO', code, version: '1.0.0' },
    });
    tell.done(`adopted "${adoptPack.scenarioVersion?.title}" from the library, with its digest`);
    versions.push(adoptPack.scenarioVersion?.id ?? '');
  }
  const rubric = { kind: 'RUBRIC', code: 'DEESC-CORE', version: '1.0.0' };
  const { adoptPack } = await agency.admin.api.ask<Adopted>(ADOPT, { input: rubric });
  tell.done('adopted the core rubric DEESC-CORE 1.0.0');
  return { scenarioVersionId: versions[0] ?? '', rubricVersionId: adoptPack.rubricVersion?.id ?? '' };
}

/** Imports files one by one and lists what was rejected, with line and reason. */
export async function importFiles(tell: Teller, agency: AgencyCast, files: readonly string[]): Promise<void> {
  const rows: (string | number | null)[][] = [];
  const rejections: (string | number | null)[][] = [];
  for (const file of files) {
    const input = { fileName: basename(file), content: await readFile(file, 'utf8') };
    const { importContent } = await agency.admin.api.ask<Imported>(IMPORT, { input });
    const { format, rows: count, accepted, rejected } = importContent.contentImport;
    rows.push([basename(file), format, count, accepted, rejected]);
    for (const { line, reason } of importContent.contentImport.rejections.nodes)
      rejections.push([basename(file), line, reason]);
  }
  tell.table(['file', 'format', 'rows', 'accepted', 'rejected'], rows);
  if (rejections.length === 0) return tell.done('nothing was rejected');
  tell.say('Rejected, and why; the rest came in:');
  tell.table(['file', 'line', 'reason'], rejections);
}

async function sampleFiles(root: string): Promise<string[]> {
  const folder = join(root, 'packs/samples');
  const names = await readdir(folder);
  return names
    .filter((name) => name !== 'README.md')
    .sort()
    .map((name) => join(folder, name));
}
