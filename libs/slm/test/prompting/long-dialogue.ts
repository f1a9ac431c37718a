import { PlayerScript, SpokenTurn } from '../../src/index.js';
import { dialogue } from '../scenario-pack.js';

const CHATTER: readonly [officer: string, civilian: string][] = [
  ['Take your time.', 'Okay. I am taking it.'],
  ['I am still here with you.', 'I can see that you are.'],
  ['It is a cold morning, isn’t it?', 'It is what it is, I guess.'],
  ['We have all the time that you need.', 'That is what they always say.'],
  ['Let us keep talking, you and me.', 'What else would I be doing.'],
  ['How is your breathing now?', 'Up and down. Mostly up.'],
  ['I hear you.', 'Do you? Maybe you do.'],
];

/**
 * A dialogue of so many turns that ends with the officer: it begins as the officer's lines and the scripted player have it, the
 * civilian tells `fact` in turn 6, the fifth after the officer's first, and then the two circle around each other as people do.
 */
export function longDialogue(script: PlayerScript, said: readonly string[], fact: string, turns: number): SpokenTurn[] {
  const history = dialogue(script, said.slice(0, 6)).history;
  if (history.length < 6) throw new RangeError('the dialogue ended before the fact was told');
  history[5] = { speaker: 'CIVILIAN', text: fact };
  history.push({ speaker: 'DISPATCHER', text: 'All units, the ambulance is standing by at the corner.' });
  for (let at = 0; history.length < turns; at++) {
    const [officer, civilian] = CHATTER[at % CHATTER.length];
    history.push({ speaker: 'OFFICER', text: at % 3 ? officer : `${officer} It is minute ${at} now.` });
    history.push({ speaker: 'CIVILIAN', text: `${civilian} For the ${at}th time.` });
  }
  history.length = turns;
  if (history[turns - 1].speaker !== 'OFFICER') history[turns - 1] = { speaker: 'OFFICER', text: 'What now?' };
  return history;
}
