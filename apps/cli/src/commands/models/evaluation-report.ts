import type { EvaluatedModel, EvaluationReport } from '#slm';
import Table from 'cli-table3';

type Figures = EvaluatedModel['figures'];

/** What an evaluation found, for a person. */
export function reportLines({ model, against, gate }: EvaluationReport): string[] {
  const table = new Table({
    head: ['', model.label, ...(against ? [against.label] : [])],
    wordWrap: true,
    colWidths: [24, 40],
  });
  const row = (name: string, of: (figures: Figures) => string | number | null): void => {
    const cells = [model, ...(against ? [against] : [])].map(({ figures }) => String(of(figures) ?? 'no answers'));
    table.push([name, ...cells]);
  };
  row('scenarios, turns', ({ scenarios, turns }) => `${scenarios}, ${turns}`);
  row('ROUGE-L', ({ rougeL }) => rougeL);
  row('BLEU-4', ({ bleu4 }) => bleu4);
  row('METEOR (no synonyms)', ({ meteor }) => meteor);
  row('BERTScore', ({ bertScore }) => bertScore);
  row('realism, by code', ({ realism }) => realism);
  for (const name of Object.keys(model.figures.guards)) row(name, ({ guards }) => guards[name] ?? null);
  row('first words, ms (p50, p95)', ({ firstTextMs: { p50, p95 } }) => `${p50}, ${p95}`);
  const gain =
    gate.gain &&
    `gain in ROUGE-L ${of100(gate.gain.mean)}, 95 % between ${of100(gate.gain.low)} and ${of100(gate.gain.high)}`;
  return [
    table.toString(),
    ...(gain ? [gain] : []),
    gate.accepted ? 'accepted' : `not accepted: ${gate.reasons.join('; ')}`,
  ];
}

const of100 = (value: number): string => (100 * value).toFixed(2);
