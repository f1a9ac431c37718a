import Table from 'cli-table3';
import pc from 'picocolors';

const WIDTH = Math.min(process.stdout.columns ?? 110, 120);

export interface SpokenLine {
  speaker: string;
  text: string;
  /** Shown small behind the line, for example the civilian's stress. */
  note?: string;
}

/** How the story is told on a terminal: chapters, steps that tick off, tables, dialogue. Plain text where there is no terminal. */
export class Teller {
  private chapters = 0;

  chapter(title: string): void {
    this.chapters += 1;
    console.log(`\n${pc.bold(pc.blue(`${this.chapters}. ${title}`))}`);
  }

  /** What comes after the story. */
  epilogue(title: string): void {
    console.log(`\n${pc.bold(pc.blue(title))}`);
  }

  say(text: string): void {
    for (const line of wrap(text, WIDTH - 3)) console.log(`   ${line}`);
  }

  done(text: string): void {
    console.log(`   ${pc.green('✓')} ${text}`);
  }

  /** Something that was rightly refused. */
  refused(text: string, answer: string): void {
    console.log(`   ${pc.green('✓')} ${text} ${pc.dim('→')} ${pc.red(answer)}`);
  }

  table(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): void {
    const table = new Table({
      head: head.map((cell) => pc.bold(cell)),
      style: { head: [], border: pc.isColorSupported ? ['gray'] : [] },
    });
    for (const row of rows) table.push(row.map((cell) => cell ?? ''));
    for (const line of table.toString().split('\n')) console.log(`   ${line}`);
  }

  dialogue(lines: readonly SpokenLine[]): void {
    for (const { speaker, text, note } of lines) {
      const name = speaker === 'OFFICER' ? pc.cyan('officer  ') : pc.yellow('civilian ');
      const [first = '', ...rest] = wrap(text, WIDTH - 16);
      console.log(`   ${name} ${first}${rest.length === 0 ? noted(note) : ''}`);
      rest.forEach((line, index) => console.log(`             ${line}${index === rest.length - 1 ? noted(note) : ''}`));
    }
  }

  /** Text to copy: printed as it is. */
  verbatim(text: string): void {
    console.log(text);
  }
}

const noted = (note: string | undefined): string => (note ? `  ${pc.dim(note)}` : '');

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
