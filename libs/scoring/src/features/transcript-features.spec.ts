import { describe, expect, it } from '@jest/globals';
import { TranscriptTurn } from '../transcript.js';
import { dialogue, GOOD_OFFICER, POOR_OFFICER } from '../transcripts.fixture.js';
import { CueOutcome } from './cues.js';
import { transcriptFeatures } from './transcript-features.js';

const features = (...lines: string[]) =>
  transcriptFeatures({ turns: dialogue(...lines), civilianName: 'Dana Whitfield' });

describe('transcript features', () => {
  it('counts the officer’s share of the words, without stage directions and cues', () => {
    expect(
      features('one two three *steps far back and waits*', '[A dog barks.] one two three four five six seven')
        .talkRatio,
    ).toBe(0.3);
    expect(transcriptFeatures({ turns: [] }).talkRatio).toBeUndefined();
  });

  it('finds the first empathy turn and the use of the name', () => {
    const good = transcriptFeatures({ turns: GOOD_OFFICER, civilianName: 'Dana Whitfield' });
    expect(good.firstEmpathyTurn).toBe(3);
    expect(good.nameUse.map(({ turn }) => turn)).toEqual([7, 9]);
    expect(transcriptFeatures({ turns: POOR_OFFICER }).firstEmpathyTurn).toBeUndefined();
  });

  it('sees an interruption where the civilian is cut by a dash or told to stop', () => {
    expect(features('Hello.', 'I was only trying to—', 'Step over here.', 'Fine.').interruptions).toEqual([
      { turn: 3, quote: 'Step over here.' },
    ]);
    expect(features('Let me stop you there.', 'But...', 'Go on.', 'Well...').interruptions).toEqual([
      { turn: 1, quote: 'Let me stop you' },
    ]);
  });

  it('sees an order given again in nearly the same words', () => {
    const { repeatedOrders, imperatives } = features(
      'Step out of the car.',
      'Why?',
      'Step out of the car now.',
      'Why?',
      'Put your phone down.',
      'No.',
    );
    expect(imperatives.map(({ turn }) => turn)).toEqual([1, 3, 5]);
    expect(repeatedOrders.map(({ turn }) => turn)).toEqual([3]);
  });

  it('counts a formula once, however often it is said', () => {
    const { empathy } = features('I hear you.', 'My dog died.', 'I hear you.', 'He was old.', 'I hear you.', 'Yes.');
    expect(empathy.map(({ turn }) => turn)).toEqual([1]);
  });

  it.each<[string, string, string, CueOutcome]>([
    ['I have a knife and I will use it.', 'Put the knife down for me, please.', 'Okay.', 'ADDRESSED'],
    ['I have a knife and I will use it.', 'Nice weather today.', 'What is your shoe size?', 'IGNORED'],
    ['I just want to die.', 'Are you thinking about killing yourself?', 'Thanks.', 'ADDRESSED'],
    ['I just want to die.', 'License and registration.', 'Hurry up.', 'IGNORED'],
    ["I'm bleeding.", 'I am here to help.', 'Take your time.', 'IGNORED'],
    ["I'm bleeding.", 'I am calling an ambulance for you now.', 'Hold on.', 'ADDRESSED'],
    ['I just want to die.', 'License and registration.', 'Are you thinking of suicide?', 'ADDRESSED'],
    [
      '[A kitchen knife lies by his hand.] Go away.',
      'I see the knife. Can you move away from it?',
      'Good.',
      'ADDRESSED',
    ],
  ])('follows the cue "%s" through "%s" and "%s": %s', (cue, first, second, outcome) => {
    expect(features('Hello.', cue, first, 'What?', second, 'Hm.').cues.map((one) => one.outcome)).toEqual([outcome]);
  });

  it('knows a danger taken up too late from one never taken up', () => {
    const late = features(
      'Hello.',
      'I just want to die.',
      'License.',
      'What?',
      'Registration.',
      'What?',
      'Do you want to die?',
    );
    expect(late.cues).toMatchObject([{ outcome: 'LATE', explicit: true, answer: { turn: 7 } }]);
  });

  it('takes a hint for what the scenario’s author marked it as, and does not call it a statement', () => {
    const turns = dialogue(
      'Hello.',
      '[Half to himself: "Quiet for good."] Hm.',
      'Nice weather.',
      'Hm.',
      'Cold, though.',
    );
    const scenarioCues = [{ kind: 'SUICIDE', text: 'Half to himself: "Quiet for good."' }];
    const { cues } = transcriptFeatures({ turns, scenarioCues });
    expect(cues).toMatchObject([{ kind: 'SUICIDE', explicit: false, outcome: 'IGNORED' }]);
    expect(transcriptFeatures({ turns }).cues).toEqual([]);
  });

  it('gives nothing for kind words beside a threat', () => {
    const { choices } = features('It is your choice. Come out or I will tase you.', 'No.');
    expect(choices).toEqual([]);
  });

  it('leaves a cue open when the session ends before two officer turns', () => {
    expect(features('Hello.', 'I just want to die.', 'License and registration.').cues[0].outcome).toBe('OPEN');
  });

  it.each([
    "I don't have a gun.",
    'Do you think I have a knife?',
    'Put your gun away.',
    "I'm not going to kill myself.",
    'This traffic is killing me.',
    'Officer, jump in any time.',
    '[No weapon is visible.] What?',
  ])('takes "%s" for no statement of danger', (line) => {
    expect(features('Hello.', line).cues).toEqual([]);
  });

  it('gives the slope of scripted stress, and nothing where the player was not scripted', () => {
    const turns: TranscriptTurn[] = dialogue('Hello.', 'Hm.');
    const calmed = transcriptFeatures({ turns, stressTrajectory: [8, 6, 4] });
    expect(calmed.stress).toEqual({ trajectory: [8, 6, 4], first: 8, last: 4, peak: 8, slope: -2 });
    expect('stress' in transcriptFeatures({ turns })).toBe(false);
    expect('stress' in transcriptFeatures({ turns, stressTrajectory: [5] })).toBe(false);
  });
});
