import { loadConfiguration, UserError, type PlainTx } from '#platform';
import {
  EngineError,
  everyEngine,
  loadEvaluation,
  modelRef,
  storeEvaluation,
  versionByName,
  type EngineClient,
  type EvaluationReport,
  type ModelRef,
  type RegisteredEngine,
  type VersionName,
} from '#slm';
import { Command, InvalidArgumentError } from 'commander';
import { asOperator, operatorOption, type OperatorFlag } from '../as-operator.js';
import { readCases } from './evaluation-cases.js';
import { reportLines } from './evaluation-report.js';
import { modelName } from './model-name.js';

interface Flags extends OperatorFlag {
  cases: string;
  engine: string;
  against?: VersionName;
  againstEngine?: string;
  seed: number;
}

export const evaluateCommand = (): Command =>
  new Command('evaluate')
    .description(
      'Have a version answer in cases that it was not trained on, compare it with the one that it shall replace, and store what was ' +
        'found. Takes minutes; nothing is stored when an engine fails.',
    )
    .argument('<model>', 'code@version', modelName)
    .requiredOption('--cases <file>', 'cases or a transcript of DeEscalWild, or chats in JSON Lines')
    .requiredOption('--engine <name>', 'the registered engine that serves it')
    .option('--against <model>', 'code@version of the one to compare with; without it nothing is accepted', modelName)
    .option('--against-engine <name>', 'the engine that serves that one; the same when left out')
    .option('--seed <number>', 'of answers and of the comparison: the same gives the same', seedOf, 1)
    .addOption(operatorOption())
    .action(async (name: VersionName, flags: Flags) => {
      const { cases, leftOut } = await readCases(flags.cases);
      if (leftOut.length > 0) console.log(`${leftOut.length} parts of the file are no cases, the first: ${leftOut[0]}`);
      const { mine, other } = await asOperator(flags, async (tx) => ({
        mine: await served(tx, name, flags.engine),
        other: flags.against ? await served(tx, flags.against, flags.againstEngine ?? flags.engine) : null,
      }));
      console.log(`${cases.length} cases, ${other ? 'by two models' : 'by one model'}, with seed ${flags.seed}`);
      const report = await evaluated(mine, other, cases, flags.seed);
      const version = await asOperator(flags, (tx, operator) =>
        storeEvaluation(tx, operator, name, {
          accepted: report.gate.accepted,
          againstVersionId: other?.ref.versionId ?? null,
          casesDigest: report.casesDigest,
          report,
        }),
      );
      for (const line of reportLines(report)) console.log(line);
      console.log(`stored; ${version.code} ${version.version} is ${version.state}`);
      if (!report.gate.accepted) process.exitCode = 1;
    });

interface Served {
  ref: ModelRef;
  engine: RegisteredEngine;
}

async function served(tx: PlainTx, name: VersionName, engineName: string): Promise<Served> {
  const version = await versionByName(tx, name);
  if (!version) throw new UserError('NOT_FOUND', 'version', `no model version ${name.code} ${name.version}`);
  const engine = (await everyEngine(tx)).find((one) => one.name === engineName);
  if (!engine) throw new UserError('NOT_FOUND', 'engine', `no engine ${engineName}`);
  return { ref: modelRef(version), engine };
}

async function evaluated(
  mine: Served,
  other: Served | null,
  cases: Awaited<ReturnType<typeof readCases>>['cases'],
  seed: number,
): Promise<EvaluationReport> {
  const { evaluateModels, modelOn, openClient } = await loadEvaluation();
  const config = loadConfiguration(['PARLEY_ENGINE_API_KEY', 'PARLEY_MODEL_FOLDER'], process.env);
  const options = { apiKey: config.PARLEY_ENGINE_API_KEY ?? null, modelFolder: config.PARLEY_MODEL_FOLDER ?? null };
  const open = (engine: RegisteredEngine): Promise<EngineClient> =>
    openClient(engine, options).catch((error: Error) => {
      throw new UserError('INVALID', 'engine', error.message);
    });
  const engines = [await open(mine.engine), ...(other ? [await open(other.engine)] : [])];
  // Ctrl-C ends what the engines are working on too.
  const stopped = new AbortController();
  const stop = (): void => stopped.abort(new UserError('CONFLICT', null, 'stopped; nothing was stored'));
  process.once('SIGINT', stop);
  try {
    const atOnce = Math.min(mine.engine.slots, other?.engine.slots ?? Infinity);
    return await evaluateModels(modelOn(engines[0]!, mine.ref), other && modelOn(engines[1]!, other.ref), cases, {
      ...{ seed, atOnce, signal: stopped.signal },
    });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new UserError(
      'WRONG_STATE',
      'engine',
      `nothing was stored, as an engine failed (${error.code}): ${error.message}`,
    );
  } finally {
    process.off('SIGINT', stop);
    await Promise.all(engines.map((engine) => engine.close()));
  }
}

function seedOf(text: string): number {
  const seed = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(seed < 2 ** 31)) throw new InvalidArgumentError('It must be a whole number from 0 below 2147483648.');
  return seed;
}
