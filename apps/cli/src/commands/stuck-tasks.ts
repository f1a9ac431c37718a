import { loadConfiguration, oneTransaction } from '#platform';
import Table from 'cli-table3';
import { Command } from 'commander';

interface StuckCount {
  agency: string;
  name: string;
  count: number;
  since: string;
}

export const stuckTasksCommand = (): Command =>
  new Command('stuck-tasks')
    .description(
      'Count the tasks of every agency that wait for its admin. Reads as the role relay, and changes nothing.',
    )
    .action(async () => {
      const { PARLEY_RELAY_DATABASE_URL: url } = loadConfiguration(['PARLEY_RELAY_DATABASE_URL'], process.env);
      const counts = await oneTransaction(url, 'parley-cli', (tx) =>
        tx.query<StuckCount>(
          `select agency_id as agency, name, count(*)::int as count, to_char(min(stuck_at) at time zone 'UTC', 'YYYY-MM-DD HH24:MI"Z"') as since
           from tasks where state = 'POISON' group by agency_id, name order by min(stuck_at)`,
        ),
      );
      if (counts.length === 0) return console.log('no task is stuck');
      const table = new Table({ head: ['agency', 'task', 'stuck', 'since'] });
      for (const { agency, name, count, since } of counts) table.push([agency, name, count, since]);
      console.log(table.toString());
    });
