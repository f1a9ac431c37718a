import { plainText } from '../speech/clauses.js';

/** How language models step out of a role: what they say they are, what they will not do, what they offer instead. */
const STEPS_OUT: readonly RegExp[] = [
  /\bas an? (?:ai|artificial intelligence|language model|large language model|assistant|chatbot|virtual assistant|llm)\b/,
  /\bi(?:'m| am) (?:just |only )?an? (?:ai|artificial intelligence|language model|large language model|chatbot|virtual assistant|computer program|bot)\b/,
  /\b(?:language model|ai (?:model|assistant|system)|openai|anthropic|alibaba cloud|qwen|chatgpt|my (?:training data|programming|guidelines|developers|creators))\b/,
  /\bi(?:'m| am) (?:sorry|afraid)[,.]? (?:but )?i (?:can't|cannot|can not|am not able to|am unable to|won't be able to) (?:help|assist|continue|engage|participate|provide|comply|fulfil|fulfill|generate|create|discuss|roleplay|role-play|do that)\b/,
  /\bi (?:can't|cannot|can not|am unable to|won't) (?:assist|engage|participate|fulfil|fulfill|comply|roleplay|role-play|generate|provide) (?:with|in|that|this|your|you|such|content|any)\b/,
  /\b(?:this|the) (?:role-?play|simulation|training scenario|training exercise|conversation is fictional|fictional scenario|prompt|dialogue exercise)\b/,
  /\b(?:stay|staying|remain|break|breaking|out of) (?:in )?character\b/,
  /\bhow (?:can|may) i (?:assist|help) you (?:today|further|with that)\b/,
  /\b(?:is there anything else i can|feel free to (?:ask|reach out)|i hope this helps|let me know if you (?:need|have|would like))\b/,
  /\bif you or someone you know\b/,
  /\b(?:please|i (?:encourage|urge|advise|recommend)(?: you)?(?: to)?) (?:contact|reach out to|call|seek) (?:a |an |the |your )?(?:local |national |professional |qualified |mental health |emergency |suicide |crisis )+/,
  /\bit(?:'s| is) important to (?:remember|note|understand|seek|prioritize)\b/,
  /\b(?:certainly|sure|of course)[!,.] (?:here(?:'s| is| are)|let me (?:play|continue|respond))\b/,
];

/** Whether the speaker steps out of the part, as language models do. */
export function refusesThePart(text: string): boolean {
  const plain = plainText(text);
  return STEPS_OUT.some((words) => words.test(plain));
}
