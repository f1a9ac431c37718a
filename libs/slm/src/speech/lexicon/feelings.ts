/** Feeling words an officer may name. Stems are spelled out: a label is evidence, so it must be an actual feeling word. */
export const FEELING =
  '(?:afraid|alone|aggravated|agitated|angry|anxious|ashamed|betrayed|bothered|broken|confused|cornered|crushed|' +
  'desperate|devastated|disappointed|discouraged|disrespected|distressed|drained|dreading|embarrassed|empty|exhausted|' +
  'exposed|fearful|fed up|frightened|frustrated|furious|grieving|guilty|heartbroken|helpless|hopeless|humiliated|hurting|' +
  'ignored|insulted|irritated|isolated|judged|lonely|lost|mad|miserable|nervous|numb|on edge|overwhelmed|overloaded|' +
  'panicked|panicky|powerless|pressured|rattled|rejected|sad|scared|shaken|shaken up|shook up|spooked|stressed|' +
  'stressed out|stuck|stretched thin|stuck|sick of|suffering|tense|terrified|threatened|tired|torn|trapped|' +
  'uncomfortable|uneasy|unheard|unsafe|upset|unsettled|wary|watched|weary|worn down|worn out|worried|wound up|worn thin|' +
  'at the end of your rope|at your limit|under (?:a lot of |so much )?pressure|running on empty|in pain)';

/** What makes a hard thing hard: "that sounds rough". */
export const HARDSHIP =
  '(?:hell|rotten|lousy|unreal|hard|tough|rough|awful|terrible|horrible|painful|exhausting|frustrating|scary|frightening|terrifying|stressful|' +
  'upsetting|brutal|lonely|miserable|overwhelming|unfair|heavy|difficult|maddening|infuriating|heartbreaking|draining|' +
  'humiliating|embarrassing|confusing|unsettling|worrying|nerve-wracking|wearing|a lot|too much|so much|a nightmare|' +
  'unbearable|crushing|no fun|no way to live|a heavy load)';
