import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clockSeconds } from './clock-time.js';
import { parseDeescalwildTranscript } from './deescalwild-transcript.js';
import type { ImportedDialogue } from './imported-item.js';
import { chatRole, speakerOfLabel } from './speaker-label.js';

const HEADER = 'start_time,speaker_label,transcript\n';
const read = (rows: string) => parseDeescalwildTranscript(HEADER + rows, 'call');
const turnsOf = (rows: string) => (read(rows).items as ImportedDialogue[]).flatMap((item) => item.turns);

describe('a DeEscalWild transcript', () => {
  it('accounts for every record, good or bad, and numbers the good ones from 1', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '00:05',
        '1:02:03',
        'Officer',
        '[Civilian]',
        'Hello',
        '',
        '"Hi, you"',
        '"a ""b"" c"',
        '"x" y',
        'a"b',
      ),
      fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.replace(/[\n\r",]/g, '')),
    );
    const row = fc.array(cell, { minLength: 1, maxLength: 5 }).map((cells) => cells.join(','));
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const filled = rows.filter((one) => one.trim() !== '');
        const parsed = read(rows.join('\n'));
        const turns = (parsed.items as ImportedDialogue[]).flatMap((item) => item.turns);
        expect(parsed.rows).toBe(filled.length);
        expect(turns.length + parsed.rejected.length).toBe(filled.length);
        expect(turns.map((turn) => turn.number)).toEqual(turns.map((_, at) => at + 1));
      }),
    );
  });

  it('gives back any text it was given, quoted as CSV quotes', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((one) => one.trim() === one && /^\P{C}+$/u.test(one));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (spoken) => {
        const quote = (one: string): string => `"${one.replace(/"/g, '""')}"`;
        const turns = turnsOf(
          spoken.map(([first, second]) => `0:01,Officer,${quote(`${first}\n${second}`)}\n`).join(''),
        );
        expect(turns.map((turn) => turn.text)).toEqual(
          spoken.filter(([first, second]) => !`${first}${second}`.includes('\ufffd')).map((pair) => pair.join('\n')),
        );
      }),
    );
  });

  it('loses only the first line of a record whose quotation mark never closes', () => {
    const parsed = read('00:01,Officer,"Hello\n00:02,Officer,Are you hurt?\n00:03,[Civilian],No.\n');
    expect(parsed.rejected).toEqual([{ line: 2, reason: 'has a quotation mark that does not match' }]);
    expect((parsed.items[0] as ImportedDialogue).turns.map((turn) => turn.text)).toEqual(['Are you hurt?', 'No.']);
  });

  it('names the line on which a record starts, past quoted line breaks and blank lines', () => {
    const parsed = read('00:01,Officer,"one\ntwo"\n\n00:02,Officer,ok\n00:03,Officer\n');
    expect(parsed.rejected).toEqual([{ line: 6, reason: 'has 2 columns where the header has 3' }]);
  });

  it('takes the columns in any order and refuses a file with others', () => {
    const turned = parseDeescalwildTranscript('transcript,Start_Time,speaker_label\nHi,0:07,Trooper 2\n', 'call');
    expect(turned.items[0]).toMatchObject({ turns: [{ text: 'Hi', startSeconds: 7, speaker: 'OFFICER' }] });
    expect(parseDeescalwildTranscript('time,speaker,text\n0:07,Officer,Hi\n', 'call')).toMatchObject({
      items: [],
      rejected: [
        { line: 1, reason: 'the header must be start_time,speaker_label,transcript, not "time,speaker,text"' },
      ],
    });
  });

  it('keeps neighbouring turns of one speaker apart', () => {
    expect(turnsOf('0:01,Officer,Stop.\n0:02,Officer,Please.\n')).toHaveLength(2);
  });

  it('refuses a turn that nobody could have spoken', () => {
    expect(read(`0:01,Officer,${'a'.repeat(4_001)}\n`).rejected[0].reason).toBe(
      'transcript is 4001 characters long; at most 4000 are allowed',
    );
  });
});

describe('the time of a turn', () => {
  it.each([
    ['00:00', 0],
    ['03:07', 187],
    ['3:07', 187],
    ['75:10', 4510],
    ['1:02:03', 3723],
    ['12:00:00', 43200], // prettier-ignore
  ])('%s is %d seconds', (text, seconds) => expect(clockSeconds(text)).toBe(seconds));

  it.each([['3:7'], ['03:60'], ['1:60:00'], ['1:2:03'], ['-1:00'], ['abc'], [''], ['00:00:00:00'], ['1:00.5']])(
    '%s is none',
    (text) => expect(clockSeconds(text)).toBeUndefined(),
  );
});

describe('the label of a turn', () => {
  it.each([
    'Officer Lund',
    'DEPUTY',
    'law  enforcement',
    'Sergeant',
    'Lt. (Lieutenant)',
    'trooper_2',
    'Police',
    'sheriff',
    'Corporal 1',
    'Agent',
    'Officers',
    'Policeman',
    '[Officer 3]',
    'OFFICER1', // prettier-ignore
  ])('%s is an officer', (label) => expect(speakerOfLabel(label)).toBe('OFFICER'));

  it.each(['[Civilian]', '[Voice 2]', '?', '', 'Driver', 'Marta Agentis', 'Reagent', 'Mr. Sheriffson'])(
    '%s is a civilian',
    (label) => expect(speakerOfLabel(label)).toBe('CIVILIAN'),
  );

  it('stores a dispatcher as such, whoever employs them, and exports them on the officer’s side', () => {
    expect(speakerOfLabel('Police Dispatcher')).toBe('DISPATCHER');
    expect(chatRole('DISPATCHER')).toBe('user');
    expect(chatRole('CIVILIAN')).toBe('assistant');
  });
});
