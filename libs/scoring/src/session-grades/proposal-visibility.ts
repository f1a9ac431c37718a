export type ProposalHidden = 'UNTIL_OWN_REVIEW' | 'OWN_SESSION';

/** What decides whether one caller may see the proposal for one proof session. */
export interface ProposalViewer {
  /** The caller played the session. */
  played: boolean;
  /** The caller has submitted a complete review of their own. */
  reviewed: boolean;
  /** An official decision stands: there is nobody left to influence. */
  decided: boolean;
}

/** Why the proposal stays hidden from a caller; null when they may see it. A proposal seen first would grade in a person's name. */
export function proposalHiddenFrom({ played, reviewed, decided }: ProposalViewer): ProposalHidden | null {
  if (played) return 'OWN_SESSION';
  return reviewed || decided ? null : 'UNTIL_OWN_REVIEW';
}
