import type { RubricBody } from '#curricula';

/** The core rubric, for specs. */
export const CORE_RUBRIC = {
  id: 'DEESC-CORE',
  version: '1.0.0',
  scale: {
    min: 0,
    max: 5,
    why: 'arXiv 2601.03444 title finding: human-LLM alignment highest on a 0-5 scale',
  },
  formula:
    'process = sum(weight*level/5); outcome 0-100; final = round(0.70*process + 0.30*outcome - penalties, 1), floor 0; critical fail caps final at 49',
  pass: {
    final: 70,
    minLevelAny: 2,
    criticalFails: 0,
    humanSignOff: true,
  },
  outcomeBands: [
    {
      code: 'ESCALATION',
      min: 0,
      max: 25,
    },
    {
      code: 'CONTAINMENT',
      min: 26,
      max: 50,
    },
    {
      code: 'DE_ESCALATION',
      min: 51,
      max: 75,
    },
    {
      code: 'RESOLUTION',
      min: 76,
      max: 100,
    },
  ],
  penalties: [
    {
      code: 'REPETITIVE_LOOPING',
      points: 15,
    },
    {
      code: 'INCOHERENT_OR_ROBOTIC',
      points: 20,
    },
  ],
  competencies: [
    {
      code: 'SAFETY_TIME_DISTANCE',
      weight: 15,
      source: 'PERF ICAT module 5/6; RCW 43.101.455 (time, distance, cover, concealment)',
      a0: 'closes in on an armed/agitated person, no bystander care',
      a1: 'notices a hazard, does not act',
      a3: 'creates distance or cover and asks for one resource',
      a5: 'buys time early: distance+cover, moves bystanders, assigns roles, keeps lethal/less-lethal cover without threatening',
    },
    {
      code: 'ASSESS_AND_DECIDE',
      weight: 12,
      source:
        'PERF CDM five steps: collect information; assess situation, threats, risks; consider powers and policy; identify options; act, review, re-assess',
      a0: 'acts on assumption',
      a1: 'asks one closed question',
      a3: 'checks weapons, intent, injury, meds or triggers and adapts once',
      a5: 'asks about self-harm/intent plainly, re-assesses after each shift, states a reason for the chosen option',
    },
    {
      code: 'PROCEDURAL_JUSTICE',
      weight: 13,
      source: 'Tyler: voice, neutrality, respect, trustworthiness; LEED (Listen, Explain, Equity, Dignity)',
      a0: 'demeaning or biased',
      a1: 'no introduction or reason given',
      a3: 'introduces self, explains why here, polite',
      a5: 'gives voice before deciding, explains reasons and next steps, treats with dignity when insulted',
    },
    {
      code: 'ACTIVE_LISTENING',
      weight: 18,
      source: 'LEAPS; ICAT module 4; Behavioral Change Stairway',
      a0: 'interrupts, talks over',
      a1: 'only commands/closed questions',
      a3: 'open questions plus one paraphrase',
      a5: 'listen-empathise-ask-paraphrase-summarise used repeatedly, labels emotion, leaves silence',
    },
    {
      code: 'EMPATHY_RAPPORT',
      weight: 12,
      source: 'T3 tact; DABS (valuing the person, reducing fear)',
      a0: "dismissive ('calm down', 'not worth it')",
      a1: 'scripted sympathy',
      a3: 'names the feeling, avoids known triggers',
      a5: "connects on the person's own concern, repairs after a trigger",
    },
    {
      code: 'SELF_REGULATION',
      weight: 10,
      source: 'DABS (remaining calm); T3 self-control',
      a0: 'shouts or insults',
      a1: "matches subject's intensity",
      a3: 'steady, one lapse',
      a5: 'steady under provocation, lowers pace and volume, one speaker',
    },
    {
      code: 'INFLUENCE_OPTIONS',
      weight: 10,
      source: 'DABS (guidance, agreements); COPS DeTAL six steps; ICAT alternatives to repeated commands',
      a0: 'ultimatum or repeated identical order',
      a1: 'single option',
      a3: 'clear request with a reason, two choices',
      a5: 'small agreed steps, choices with face-saving, credible follow-through',
    },
    {
      code: 'RESOLUTION_REFERRAL',
      weight: 10,
      source: 'CIT; P.L. 117-325 (referral to services; M)',
      a0: 'leaves risk open',
      a1: 'ends contact only',
      a3: 'safe end state with one referral',
      a5: 'voluntary plan, named service, hand-off and after-care explained',
    },
  ],
  criticalFails: [
    {
      code: 'CF_UNPROVOKED_FORCE_THREAT',
      text: 'threatens or uses force with no threat cue in the transcript',
    },
    {
      code: 'CF_SLUR_OR_DEMEAN',
      text: 'slur, mockery of disability, race, sex, faith or illness',
    },
    {
      code: 'CF_IGNORED_SUICIDE_OR_WEAPON_CUE',
      text: 'explicit suicide or weapon statement not addressed within the next two officer turns',
    },
    {
      code: 'CF_ENCOURAGED_HARM',
      text: 'dares, taunts or encourages self-harm',
    },
    {
      code: 'CF_FALSE_PROMISE_OR_RIGHTS',
      text: 'knowingly false promise, or false statement of legal rights',
    },
    {
      code: 'CF_HANDS_ON_ARMED_NO_COVER',
      text: 'closes or goes hands-on with an armed person without cover, plan or cause',
    },
    {
      code: 'CF_NO_MEDICAL_AID',
      text: 'no aid summoned after injury or overdose cue',
    },
  ],
  note: 'Weights, cut scores and critical fails are OUR proposal; sources support the constructs, none publishes these numbers. DABS item wording paraphrased from memory. DePICT is a trademarked 14-item tool: do not reproduce.',
} as unknown as RubricBody;
