import { readFileSync } from 'node:fs';
import { readScenario, type ScenarioBody } from '#curricula';
import { playTurn, replayState, type SpokenTurn } from '#slm';
import type { GradeInput, TranscriptTurn } from '../../src/index.js';
import { CORE_RUBRIC } from '../../src/core-rubric.fixture.js';
import { ABSURD_OFFICER, CIVILIAN_NAME, dialogue, GOOD_OFFICER, POOR_OFFICER } from '../../src/transcripts.fixture.js';
import { officersOfPacks } from '#testing';

/** A session that attacks are put into: graded as the product grades it. */
export interface FixedSession {
  name: string;
  input: GradeInput;
}

function scenarioOf(code: string): ScenarioBody {
  const read = readScenario(JSON.parse(readFileSync(`packs/scenarios/${code}.json`, 'utf8')));
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  return read.scenario;
}

/** The officer's lines against the scripted player, with the player's own trajectory. */
function played(code: string, lines: readonly string[]): GradeInput {
  const { script, cues } = scenarioOf(code);
  if (!script) throw new Error(`${code} has no script`);
  const history: SpokenTurn[] = [];
  for (const text of lines) {
    history.push({ speaker: 'OFFICER', text });
    const reply = playTurn({ script, history, seed: 7 });
    history.push({ speaker: 'CIVILIAN', text: reply.text });
    if (reply.ended) break;
  }
  return {
    rubric: CORE_RUBRIC,
    turns: history.map(({ speaker, text }, at): TranscriptTurn => ({ number: at + 1, speaker, text })),
    civilianName: script.persona.name,
    scenarioCues: cues,
    stressTrajectory: replayState(script, history).trajectory,
  };
}

const told = (turns: TranscriptTurn[]): GradeInput => ({ rubric: CORE_RUBRIC, turns, civilianName: CIVILIAN_NAME });

/** Every other line of a good officer and a poor one. */
const middling = (good: readonly string[], poor: readonly string[]): string[] =>
  good.map((line, at) => (at % 2 === 0 ? line : (poor[at] ?? line)));

/** Good, middling, poor, absurd and nearly silent officers, told and played. */
export async function fixedSessions(): Promise<FixedSession[]> {
  const officers = new Map(await officersOfPacks());
  const of = (code: string) => {
    const found = officers.get(code);
    if (!found) throw new Error(`no officers for ${code}`);
    return found;
  };
  const [hospital, stop, knife] = [of('hospital'), of('traffic-stop'), of('veteran-with-a-knife')];
  return [
    { name: 'a good officer', input: told(GOOD_OFFICER) },
    { name: 'a poor officer', input: told(POOR_OFFICER) },
    { name: 'an absurd officer', input: told(ABSURD_OFFICER) },
    { name: 'a nearly silent officer', input: told(dialogue('Hm.', 'Leave me alone.', 'Okay.', 'I said leave.')) },
    { name: 'hospital, good', input: played('hospital', hospital.good) },
    { name: 'hospital, poor', input: played('hospital', hospital.poor) },
    { name: 'traffic stop, middling', input: played('traffic-stop', middling(stop.good, stop.poor)) },
    { name: 'veteran with a knife, poor', input: played('veteran-with-a-knife', knife.poor) },
  ];
}
