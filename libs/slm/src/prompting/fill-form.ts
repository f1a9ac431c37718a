const PLACEHOLDER = /\{([a-zA-Z]+)(?::(\d+))?(!?)\}/g;

/** At most `most` characters: whole sentences or clauses where most of it is left, else whole words. */
export function cutAtWord(text: string, most: number): string {
  if (text.length <= most) return text;
  const begin = text.slice(0, most + 1);
  const clause = /^[\s\S]*[.!?;,](?=\s)/.exec(begin)?.[0].length ?? 0;
  const end = clause > most / 2 ? clause : begin.lastIndexOf(' ');
  const cut = text.slice(0, end > most / 2 ? end : most);
  // Half a surrogate pair is no character, and some JSON parsers refuse it.
  return cut.replace(/[\ud800-\udbff]$/, '').replace(/[\s,;:–—-]+$/, '');
}

/**
 * Puts values into a form. `{name:40}` is cut after 40 characters. A paragraph whose `{name!}` is empty is left out, and one whose
 * placeholders are all empty, so that nothing is announced that does not come.
 * @throws Error for a placeholder without a value
 */
export function fillForm(form: string, values: Readonly<Record<string, string>>): string {
  return form
    .split(/\n{2,}/)
    .flatMap((paragraph) => {
      let placeholders = 0;
      let filled = 0;
      let missing = false;
      const text = paragraph.replace(PLACEHOLDER, (_whole, name: string, most: string | undefined, must: string) => {
        if (!Object.hasOwn(values, name)) throw new Error(`a prompt form asks for {${name}}, which there is not`);
        placeholders++;
        if (values[name] !== '') filled++;
        else if (must) missing = true;
        return most ? cutAtWord(values[name], Number(most)) : values[name];
      });
      return missing || (placeholders > 0 && filled === 0)
        ? []
        : [
            text
              .replace(/ {2,}/g, ' ')
              .replace(/ +(?=[\]\n])/g, '')
              .trim(),
          ];
    })
    .join('\n\n');
}

/**
 * What people typed, as plain words: no control characters, and nothing that a chat template or tokenizer could take for the end of
 * a message (`<|im_end|>`, `[INST]`, `<start_of_turn>`, `</s>`).
 */
export function plainWords(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/<(?=[|/a-z_\uff5c])/gi, '< ')
    .replace(/\[(?=\/?(?:INST|SYS|AVAILABLE_TOOLS|TOOL_))/gi, '[ ')
    .replace(/ {2,}/g, ' ')
    .trim();
}
