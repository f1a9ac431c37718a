import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** A small tree that breaks no rule, with what a rule might wrongly object to. */
const CLEAN: Record<string, string> = {
  'libs/platform/src/index.ts': "export { TenantDb, type TenantTx } from './database.js';\n",
  'libs/platform/src/database.ts':
    "import { DataSource } from 'typeorm';\nimport pg from 'pg';\nexport class TenantDb {}\nexport interface TenantTx { pool: pg.Pool; source: DataSource }\n",
  'libs/identity/src/index.ts':
    "import { TenantDb, type TenantTx } from '#platform';\n// The lieutenant's forwardRef is only a comment.\nexport const tenantDb = new TenantDb();\nexport type Tx = TenantTx;\n",
  'libs/identity/src/member.entity.ts': "import { Entity } from 'typeorm';\n@Entity()\nexport class Member {}\n",
  'libs/identity/src/member.spec.ts':
    "import '#testing';\nimport { DataSource } from 'typeorm';\nexport const x = DataSource;\n",
  'libs/identity/src/common-words.ts': 'export {};\n',
  'libs/agencies/src/index.ts': "import '#identity';\nexport const agency = { synchronize: false };\n",
  'libs/sessions/src/index.ts': "import '#identity';\nexport const session = 1;\n",
  'libs/testing/src/index.ts': "import '#sessions';\nexport const testing = 1;\n",
  'apps/api/src/main.ts': "import '#sessions';\n",
  'apps/api/test/session.e2e-spec.ts': "import '#testing';\n",
  'migrations/index.ts':
    "import { type MigrationInterface } from 'typeorm';\nexport type Migration = MigrationInterface;\n",
};

/** One planted fault each: the file, what it holds, and the words of the complaint that must name it. */
const FAULTS: [name: string, file: string, text: string, complaint: string][] = [
  ['a lib that imports one below it', 'libs/agencies/src/rank.ts', "import '#sessions';\n", 'import-order'],
  [
    'a type imported from below',
    'libs/agencies/src/seen.ts',
    "import { type session } from '#sessions';\nexport type S = session;\n",
    'import-order',
  ],
  ['a cycle', 'libs/sessions/src/gnir.ts', "import './ring.js';\n", 'no-cycles'],
  [
    'a file of another context',
    'libs/sessions/src/deep.ts',
    "import '../../identity/src/member.entity.js';\n",
    'only-through-the-index',
  ],
  [
    'a file of a context in an app',
    'apps/api/src/deep.ts',
    "import '../../../libs/identity/src/member.entity.js';\n",
    'only-through-the-index',
  ],
  [
    'an app imported by a lib',
    'libs/sessions/src/boot.ts',
    "import '../../../apps/api/src/main.js';\n",
    'no-app-from-a-lib',
  ],
  ['a lib imported by a migration', 'migrations/1-now.ts', "import '#sessions';\n", 'migrations-stand-alone'],
  [
    'migrations imported by a lib',
    'libs/sessions/src/past.ts',
    "import '../../../migrations/index.js';\n",
    'no-migrations-from-a-lib',
  ],
  ['testing in product code', 'libs/sessions/src/fake.ts', "import '#testing';\n", 'testing-only-from-tests'],
  ['a spec imported', 'libs/identity/src/again.ts', "import './member.spec.js';\n", 'no-tests-from-product'],
  ['pg outside platform', 'libs/sessions/src/raw.ts', "import 'pg';\n", 'database-only-in-platform'],
  ['@nestjs/typeorm anywhere else', 'apps/api/src/orm.ts', "import '@nestjs/typeorm';\n", 'database-only-in-platform'],
  [
    'typeorm outside an entity',
    'libs/sessions/src/turns.ts',
    "import { In } from 'typeorm';\nexport const x = In;\n",
    'typeorm-only-in-entities',
  ],
  [
    'a DataSource in an entity',
    'libs/sessions/src/a.entity.ts',
    "import { Column, DataSource } from 'typeorm';\nexport { Column, DataSource };\n",
    'forbidden-word',
  ],
  ['an import of nothing', 'libs/sessions/src/lost.ts', "import '#nowhere';\n", 'no-unresolvable'],
  ['a lib without a place in the order', 'libs/billing/src/index.ts', "import '#platform';\n", 'known-lib'],
  ['a file of 351 lines', 'libs/sessions/src/long.ts', '// line\n'.repeat(351), 'file-size'],
  ['a name that says nothing', 'libs/sessions/src/date-utils.ts', 'export {};\n', 'file-name'],
  ['a folder that says nothing', 'libs/sessions/src/common/dates.ts', 'export {};\n', 'file-name'],
  ['a base service', 'libs/sessions/src/base.service.ts', 'export {};\n', 'file-name'],
  ['a base class', 'libs/sessions/src/services.ts', 'export class BaseService {}\n', 'forbidden-word'],
  ['a mapper', 'libs/sessions/src/turn.mapper.ts', 'export {};\n', 'file-name'],
  ['forwardRef', 'libs/sessions/src/forward.ts', 'export const x = () => forwardRef(() => 1);\n', 'forbidden-word'],
  ['Scope.REQUEST', 'libs/sessions/src/scope.ts', 'export const x = { scope: Scope.REQUEST };\n', 'forbidden-word'],
  ['synchronize', 'libs/platform/src/source.ts', 'export const x = { synchronize: true };\n', 'forbidden-word'],
  [
    'the word tenant',
    'libs/sessions/src/whose.ts',
    '// Every tenant has one.\nexport const x = 1;\n',
    'forbidden-word',
  ],
  [
    'a name with tenant that platform does not export',
    'libs/sessions/src/own.ts',
    'export class TenantCache {}\n',
    'forbidden-word',
  ],
];

let folder = '';

beforeAll(async () => {
  // Inside the repository, where the installed packages are found; under a folder that git and the rules ignore.
  await mkdir(join(ROOT, '.parley'), { recursive: true });
  folder = await mkdtemp(join(ROOT, '.parley', 'architecture-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the architecture check', () => {
  it('passes a tree that follows the rules', async () => {
    const { output, code } = await check(await plant('clean', CLEAN));
    expect(output).not.toMatch(/^(error|warning)/m);
    expect(code).toBe(0);
  });

  describe('on a tree with planted faults', () => {
    let lines: string[] = [];
    let code: number | undefined;
    beforeAll(async () => {
      const faults = Object.fromEntries(FAULTS.map(([, file, text]) => [file, text]));
      const ring = {
        'libs/sessions/src/ring.ts': "import './gnir.js';\n",
        'libs/sessions/src/middling.ts': '// line\n'.repeat(251),
      };
      const result = await check(await plant('faulty', { ...CLEAN, ...faults, ...ring }));
      lines = result.output.split('\n');
      code = result.code;
    });

    it.each(FAULTS)('catches %s (%s)', (_, file, __, complaint) => {
      expect(lines.filter((line) => line.startsWith(`error ${complaint} ${file}`))).not.toEqual([]);
    });

    it('fails, warns of a long file, and objects to nothing that follows the rules', () => {
      expect(code).toBe(1);
      expect(lines).toContainEqual(expect.stringMatching(/^warning file-size libs\/sessions\/src\/middling\.ts/));
      const faulty = [...FAULTS.map(([, file]) => file), 'libs/sessions/src/ring.ts', 'libs/sessions/src/middling.ts'];
      const unfair = lines.filter(
        (line) => /^(error|warning)/.test(line) && !faulty.some((file) => line.includes(` ${file}`)),
      );
      expect(unfair).toEqual([]);
    });
  });
});

async function plant(name: string, files: Record<string, string>): Promise<string> {
  const root = join(folder, name);
  const { imports } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { imports: object };
  const manifest = { name: 'planted', type: 'module', imports };
  for (const [file, text] of Object.entries({ ...files, 'package.json': JSON.stringify(manifest) })) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  return root;
}

function check(root: string): Promise<{ output: string; code: number }> {
  const tool = join(import.meta.dirname, 'check-architecture.js');
  return new Promise((resolve) => {
    execFile(process.execPath, [tool, '--root', root], { cwd: ROOT }, (error, stdout, stderr) => {
      resolve({ output: stdout + stderr, code: error ? Number(error.code) : 0 });
    });
  });
}
