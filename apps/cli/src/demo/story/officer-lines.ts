/** What the two officers of the story say. Written without looking at the scenarios' cues: the player must answer them as they come. */
export const LISTENING_OFFICER = [
  "Hi there. My name is Dana, I'm with the city police. I'm not here to hurt you. I got called because people were worried about you.",
  "I can see this is really hard right now. I'm going to stay over here and give you some room. What should I call you?",
  "It sounds like you're scared and worn out. What's been happening today?",
  'Take your time. I am listening. Tell me more about that.',
  "So if I understand you right, you haven't felt safe and nobody has taken you seriously. Is that it?",
  'I have to ask you this straight, because I care how tonight ends. Are you thinking about hurting yourself or anybody else?',
  'Thank you for being honest with me. That took courage. Do you have anything on you that could hurt you or me?',
  "I won't rush you. We can sit on the step, or stay right where we are. Which would you rather?",
  'Who do you usually talk to when it gets this bad?',
  "There's a crisis counsellor I can call, not in a uniform. She can talk with you here or on the phone. Would that help?",
  'Okay. You decide the next step. I will stay with you until she comes, and I will tell you everything before it happens.',
  'I appreciate you talking with me. How are you feeling now compared with when I came?',
];

export const ESCALATING_OFFICER = [
  'Police! Stop what you are doing and come here right now!',
  'I said come here. Are you deaf? Put your hands where I can see them!',
  "Calm down. You're acting crazy.",
  "I don't care about your story. Do what I tell you.",
  "This is your last warning. If you don't get over here I'm going to put you on the ground.",
  'Nobody wants to hear it. Shut up and turn around!',
  "You people are all the same. Last chance or you're going in cuffs.",
  "That's it, I'm done talking. You asked for this.",
  'Get over here or I will drag you out of there!',
  'Pathetic. Move. Now.',
  "One more word and you're on the floor. Hands!",
  'Do it now or I am coming in after you!',
];

/** The same opening twice; in the second, one empathic line is an order. */
export const SWAP = {
  before: [
    "Good evening, I'm Officer Reyes. Somebody asked me to check on you.",
    'You look like you have been carrying this on your own for a while.',
  ],
  empathic: 'That must be exhausting. I would be worried too if I were in your place.',
  order: 'Stop talking and get over to the car. Now.',
  after: ['Tell me what would make the next few minutes easier for you.', 'What do you need from me?'],
};
