import { DemoError } from '../demo-error.js';
import { OWN_CODE } from './adopt-own-policy.js';
import type { Api } from './api.js';
import type { Teller } from './teller.js';

const FORECAST = `query Forecast($input: ForecastInput!) {
  forecast(input: $input, first: 20) {
    totals { worse better unchanged }
    nodes { givenName familyName verdict overdueFromBefore overdueFromAfter explanation }
  }
}`;

interface Forecast {
  totals: { worse: number; better: number; unchanged: number };
  nodes: {
    givenName: string;
    familyName: string;
    verdict: string;
    overdueFromBefore: string | null;
    overdueFromAfter: string | null;
    explanation: string;
  }[];
}

interface Question {
  presentationId: string;
  /** Somebody in need who is on no roster. */
  leftOut: { id: string; name: string } | null;
}

/** Two forecasts: the planned class is called off; the one who is on no roster joins it. Neither is written down. */
export async function foretell(tell: Teller, api: Api, { presentationId, leftOut }: Question): Promise<void> {
  const calledOff = await forecast(api, [{ cancelPresentation: { presentationId } }]);
  if (calledOff.totals.worse === 0) throw new DemoError('nobody lapses although their class is called off');
  tell.say('Forecasts take planned classes as held. Nothing of them is written down:');
  show(tell, 'If the planned class is called off:', calledOff);
  if (!leftOut) return;
  const joined = await forecast(api, [
    { moveEnrolments: { traineeIds: [leftOut.id], toPresentationId: presentationId } },
  ]);
  if (joined.totals.better === 0) throw new DemoError('nobody is better off for a seat in the class');
  show(tell, `If ${leftOut.name} takes a free seat:`, joined);
}

async function forecast(api: Api, changes: object[]): Promise<Forecast> {
  const input = { changes, mandateCodes: [OWN_CODE] };
  return (await api.ask<{ forecast: Forecast }>(FORECAST, { input })).forecast;
}

function show(tell: Teller, title: string, { totals, nodes }: Forecast): void {
  tell.say(`${title} ${totals.worse} worse off, ${totals.better} better off, ${totals.unchanged} as before.`);
  tell.table(
    ['officer', '', 'lapses as planned', 'lapses then'],
    nodes.map((one) => [
      `${one.givenName} ${one.familyName}`,
      one.verdict,
      one.overdueFromBefore ?? 'never',
      one.overdueFromAfter ?? 'never',
    ]),
  );
  const [first] = nodes;
  if (first) tell.say(first.explanation);
}
