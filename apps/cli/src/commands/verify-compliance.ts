import { verifyAgency, type StandingDifference } from '#compliance';
import { loadConfiguration, oneTransaction, openDataSource, silentBell, Tasks, TenantDb } from '#platform';
import Table from 'cli-table3';
import { Command } from 'commander';

interface Flags {
  agency?: string;
  repair?: boolean;
}

interface ListedAgency {
  id: string;
  slug: string;
}

/** Lines of the table; the count tells of all. */
const MOST_SHOWN = 50;

export const verifyComplianceCommand = (): Command =>
  new Command('verify-compliance')
    .description(
      'Work out every compliance status from scratch and compare it with what is stored. Ends with 1 where they differ.',
    )
    .option('--agency <slug>', 'only this agency')
    .option('--repair', 'have the members who differ evaluated anew by the workers')
    .action(async ({ agency, repair = false }: Flags) => {
      const { PARLEY_DATABASE_URL: url } = loadConfiguration(['PARLEY_DATABASE_URL'], process.env);
      const agencies = await listedAgencies(url, agency);
      const source = await openDataSource({ url, entities: [], poolSize: 2, name: 'parley-cli' });
      try {
        let differing = 0;
        for (const each of agencies) differing += await verify(new TenantDb(source), each, repair);
        if (differing === 0) return console.log('what is stored follows from the records');
        console.log(
          repair
            ? 'the members who differ are marked: the workers evaluate them anew'
            : 'nothing was changed; --repair has the members who differ evaluated anew',
        );
        process.exitCode = 1;
      } finally {
        await source.destroy();
      }
    });

async function listedAgencies(url: string, slug: string | undefined): Promise<ListedAgency[]> {
  const sql = 'select id, slug from control.agencies where $1::text is null or slug = $1 order by slug';
  const agencies = await oneTransaction(url, 'parley-cli', (tx) => tx.query<ListedAgency>(sql, [slug ?? null]));
  if (slug !== undefined && agencies.length === 0) throw new Error(`there is no agency ${slug}`);
  return agencies;
}

/** @returns how many differences there are */
async function verify(db: TenantDb, { id, slug }: ListedAgency, repair: boolean): Promise<number> {
  // No bell is rung: the workers look by themselves once a second.
  const tasks = repair ? new Tasks(silentBell) : null;
  const found = await verifyAgency(db, id, tasks, ({ members }) => console.error(`${slug}: ${members} members ...`));
  const { members, compared, waiting, differing, differences } = found;
  const apart = waiting === 0 ? '' : `, ${waiting} members wait to be evaluated`;
  console.log(`${slug}: ${members} members, ${compared} compared, ${differing} differences${apart}`);
  if (differing === 0) return 0;
  const table = new Table({ head: ['member', 'mandate', 'from', 'stored', 'computed'] });
  for (const each of differences.slice(0, MOST_SHOWN)) {
    table.push([each.memberId, each.mandateCode, each.from, said(each.stored), said(each.computed)]);
  }
  console.log(table.toString());
  if (differing > MOST_SHOWN) console.log(`and ${differing - MOST_SHOWN} more`);
  return differing;
}

/** An interval in one line, with everything in which two of one day may differ. */
function said(interval: StandingDifference['stored']): string {
  if (!interval) return 'nothing';
  const { status, to, dueOn, missing, adoptionId } = interval;
  const short = missing.map((part) => `${part.nodeId} ${part.short}`).join(', ') || 'nothing';
  return `${status} until ${to ?? 'for ever'}, due ${dueOn ?? 'never'}\nmissing ${short}\nby ${adoptionId}`;
}
