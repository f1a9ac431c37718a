/**
 * ROUGE-L of one sentence, 0 to 1: F1 of the longest common subsequence (Lin 2004, with recall and precision weighted alike).
 * https://aclanthology.org/W04-1013
 */
export function rougeL(reference: readonly string[], candidate: readonly string[]): number {
  const common = longestCommonSubsequence(reference, candidate);
  if (common === 0) return 0;
  const recall = common / reference.length;
  const precision = common / candidate.length;
  return (2 * recall * precision) / (recall + precision);
}

function longestCommonSubsequence(one: readonly string[], other: readonly string[]): number {
  let before = new Array<number>(other.length + 1).fill(0);
  for (const word of one) {
    const now = [0];
    other.forEach((against, at) => {
      now.push(word === against ? before[at]! + 1 : Math.max(before[at + 1]!, now[at]!));
    });
    before = now;
  }
  return before.at(-1)!;
}
