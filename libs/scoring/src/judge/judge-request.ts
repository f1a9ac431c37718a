import type { ChatMessage, ChatRequest } from '#slm';
import { answerSchema, type AnswerValue } from './answer-schema.js';
import { draw, shuffled } from './judge-draws.js';
import { filled, type JudgePrompt } from './judge-prompt.js';
import { optionsOf, type JudgeQuestion } from './judge-question.js';
import { shownText } from './shown-text.js';
import type { ShownTranscript } from './shown-transcript.js';

/** All that a judge's requests about one session follow from. */
export interface Interrogation {
  prompt: JudgePrompt;
  shown: ShownTranscript;
  /** From 0 below 2^31. */
  seed: number;
}

export interface AskedQuestion {
  /** In the order in which they were shown. */
  options: AnswerValue[];
  request: Omit<ChatRequest, 'signal' | 'affinity'>;
}

/**
 * One sample of one question. What all questions share comes first, so that an engine reads the transcript once; what differs comes last.
 * Equal input gives an equal request.
 * @param sample from 0
 */
export function judgeRequest(
  { prompt, shown, seed }: Interrogation,
  question: JudgeQuestion,
  sample: number,
): AskedQuestion {
  const options = shuffled(optionsOf(question), seed, question.code, sample);
  const { temperature, topP, maxTokens } = prompt;
  return {
    options,
    request: {
      messages: messagesOf(prompt, shown, questionText(prompt, question, options)),
      maxTokens,
      temperature,
      topP,
      seed: draw(seed, `${question.code} sample ${sample}`),
      jsonSchema: { name: `judge_${question.kind.toLowerCase()}`, schema: answerSchema(question, options) },
    },
  };
}

const messagesOf = (prompt: JudgePrompt, shown: ShownTranscript, question: string): ChatMessage[] => [
  { role: 'system', content: filled(prompt.forms.system, { marker: shown.marker }) },
  { role: 'user', content: `${shown.block}\n\n${question}` },
];

function questionText({ forms, words }: JudgePrompt, question: JudgeQuestion, options: readonly AnswerValue[]): string {
  switch (question.kind) {
    case 'LEVEL': {
      const { competency } = question;
      const anchors = new Map<AnswerValue, string>([
        [0, competency.a0],
        [1, competency.a1],
        [3, competency.a3],
        [5, competency.a5],
      ]);
      const lines = options.flatMap((level) => {
        const text = anchors.get(level);
        return text === undefined
          ? []
          : [`- ${filled(words.get('level') ?? '', { level: `${level}`, text: plain(text) })}`];
      });
      return filled(forms.level, { name: plain(spelled(competency.code)), options: lines.join('\n') });
    }
    case 'BAND': {
      const lines = options.map((code) => {
        const band = question.bands.find((one) => one.code === code);
        const range = { min: `${band?.min}`, max: `${band?.max}` };
        const text = words.get(`band.${code}`) ?? filled(words.get('band.OTHER') ?? '', range);
        return `- ${filled(words.get('band') ?? '', { name: `${code}`, text })}`;
      });
      return filled(forms.band, { options: lines.join('\n') });
    }
    case 'FAIL':
      return filled(forms.fail, { name: plain(question.fail.text), options: options.join(' or ') });
  }
}

/** A rubric is written by people of an agency: its words are shown like anybody's. */
const plain = (text: string): string => shownText(text).text;

/** ACTIVE_LISTENING as "active listening". */
const spelled = (code: string): string => code.toLowerCase().replaceAll('_', ' ');
