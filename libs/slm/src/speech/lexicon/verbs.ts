const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/**
 * Base forms that, first in a clause and without a subject, tell somebody to do something. Broad on purpose: an order is
 * recognised by its shape, the list only keeps nouns and adjectives ("Nice evening") from looking like one.
 */
export const IMPERATIVE_VERBS = words(`
  allow answer approach ask back beat be begin bend breathe bring call cease change check clear climb close come comply
  cooperate cover crawl cross cut cuff count cut deal deposit describe dismount disarm do don't never drop empty end exit
  explain face fall feel find finish fix fold follow freeze get give go grab grow halt hand hang have head help hold hop
  hurry identify interlace join jump keep kick kill kneel knock lay lean leave let lie lift listen lock look lose lower
  make meet move obey observe open park pass pay pick place play point present press produce prove pull push put
  quiet quit raise reach read relax release remain remove repeat respect respond rest return roll run save say secure
  see send separate set settle shift show shut sign silence sit slide slow speak spread squat stand start state stay
  step stick stop straighten strap submit surrender switch take talk tell think throw toss touch try turn twist undo
  unlock untie unzip use vacate wait walk watch wave wipe work write yield accept admit behave chill consider decide
  drink eat enjoy exhale ignore imagine inhale picture promise remember rethink trust understand unload zip shove scoot
  scram split bail holster hustle march lace knit clasp unclench loosen plant freeze scoot squeeze tuck roll scram beat hush pipe prop rise haul drape dump ditch chuck fork cough pop swing skip quit shuffle trot budge brace bend twist peel hug zip mute hang kindly hit drag drive park reverse brake spit ease gimme proceed hoist lob scooch sling unbuckle unzip unhand lift-up evacuate abandon pull describe focus figure forget calm don't
`);

/** Words after which a verb-looking first word was a noun or the start of a statement: "Help is coming", "Back then I". */
export const NOT_AFTER_IMPERATIVE = words(`
  is are was were will would has had isn't aren't wasn't won't seems seemed sounds can could should i'm i'll i've i'd
`);

/** Forceful things an officer can do to a person. */
export const FORCE_VERBS = words(`
  arrest beat book break charge choke club crush cuff detain drag drop end fight force grab gas handcuff haul hit hurt
  injure jail kick knock lock mace make pepper pin punch restrain rip shock shoot slam smash spray strike tackle take tase
  taser throw tow tie wreck zap impound cite ticket escalate remove charge
`);
