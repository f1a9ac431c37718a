import { agencyIdBySlug } from '#agencies';
import { Actor, loadConfiguration, openDataSource, TenantDb, UserError } from '#platform';
import { allowModel, isPercent, PERCENTS, type ModelPurpose, type Percent, type VersionName } from '#slm';
import { Command, InvalidArgumentError, Option } from 'commander';
import { asOperator, operatorOption, type OperatorFlag } from '../as-operator.js';
import { modelName } from './model-name.js';

interface Flags extends OperatorFlag {
  agency: string;
  percent: Percent;
  purpose: 'player' | 'judge';
}

export const allowCommand = (): Command =>
  new Command('allow')
    .description(
      'Give a version a part of the new sessions of one agency, to play or to judge. A canary that plays goes up one step at a time. Safe to repeat.',
    )
    .argument('<model>', 'code@version', modelName)
    .requiredOption('--agency <slug>', 'the short name of the agency')
    .requiredOption('--percent <part>', `${PERCENTS.join(', ')}: 0 takes it away`, percentOf)
    .addOption(
      new Option('--purpose <what>', 'a judge has 100 or 0 percent, and an agency has one')
        .choices(['player', 'judge'])
        .default('player'),
    )
    .addOption(operatorOption())
    .action(async (name: VersionName, { agency, percent, purpose, ...flags }: Flags) => {
      // Read first, so that nobody is added as operator for a deployment that has no such agency.
      const { PARLEY_DATABASE_URL: url } = loadConfiguration(['PARLEY_DATABASE_URL'], process.env);
      const { agencyId, operatorId } = await asOperator(flags, async (tx, id) => {
        const found = await agencyIdBySlug(tx, agency);
        if (!found) throw new UserError('NOT_FOUND', 'agency', `there is no agency ${agency}`);
        return { agencyId: found, operatorId: id };
      });
      const operator = new Actor({
        agencyId,
        principalId: operatorId,
        kind: 'OPERATOR',
        scopes: new Map(),
        requestId: 'cli-models-allow',
      });
      const source = await openDataSource({ url, entities: [], poolSize: 1, name: 'parley-cli' });
      try {
        const { before } = await new TenantDb(source).run(operator, (tx) =>
          allowModel(tx, operator, name, percent, purpose.toUpperCase() as ModelPurpose),
        );
        const part = `${percent} percent of the new sessions of ${agency}${purpose === 'judge' ? ' to judge' : ''}`;
        console.log(
          `${name.code} ${name.version} has ${part}${before === percent ? ', as before' : `; it had ${before}`}`,
        );
      } finally {
        await source.destroy();
      }
    });

function percentOf(text: string): Percent {
  const percent = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (!isPercent(percent)) throw new InvalidArgumentError(`It must be one of ${PERCENTS.join(', ')}.`);
  return percent;
}
