/** The words that scores compare: lower case, plain apostrophes, no punctuation. "Don't go." is `don't`, `go`. */
export const scoredWords = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/[’‘ʼ]/g, "'")
    .match(/[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu) ?? [];
