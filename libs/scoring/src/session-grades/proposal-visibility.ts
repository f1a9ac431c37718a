export type ProposalHidden = 'UNTIL_OWN_REVIEW' | 'OWN_SESSION';

/** What decides whether one caller may see the proposal for one proof session. */
export interface ProposalViewer {
  /** The caller played the session. */
  played: boolean;
  /** The caller has submitted a complete review of their own. */
  reviewed: boolean;
  /** An official decision stands: there is nobody left to influence. */
  decided: boolean;
  /** The caller opened this very proposal while calibration allowed it: their review will say so. */
  prefilled: boolean;
}

/**
 * Why the proposal stays hidden from a caller; null when they may see it. A proposal seen first would grade in a person's name, unless
 * its grader has been shown to agree with people: see the calibration's rule of pre-filling.
 */
export function proposalHiddenFrom({ played, reviewed, decided, prefilled }: ProposalViewer): ProposalHidden | null {
  if (played) return 'OWN_SESSION';
  return reviewed || decided || prefilled ? null : 'UNTIL_OWN_REVIEW';
}
