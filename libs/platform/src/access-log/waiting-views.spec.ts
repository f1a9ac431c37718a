import { describe, expect, it } from '@jest/globals';
import type { WaitingView } from './access-log.queries.js';
import { WaitingViews } from './waiting-views.js';

const view = (memberId: string): WaitingView => ({
  memberId,
  what: 'COMPLIANCE',
  onList: false,
  viewerId: 'viewer',
  viewerKind: 'MEMBER',
  viewedAt: new Date(0),
  requestId: 'test',
});

describe('looks at records that wait to be written', () => {
  it('are written a moment later, by agency, without anybody asking for it', async () => {
    const written = await new Promise<unknown[]>((resolve) => {
      const writes: unknown[] = [];
      const waiting = new WaitingViews(
        async (agencyId, views) => {
          writes.push([agencyId, views.map(({ memberId }) => memberId)]);
          if (writes.length === 2) resolve(writes);
        },
        () => undefined,
      );
      waiting.add('one', [view('a')]);
      waiting.add('two', [view('b')]);
      waiting.add('one', [view('c')]);
      expect(writes).toEqual([]);
      // The timer lets a process end; this one shall not.
      const alive = setInterval(() => (writes.length === 2 ? clearInterval(alive) : undefined), 10);
    });
    expect(written).toEqual([
      ['one', ['a', 'c']],
      ['two', ['b']],
    ]);
  });

  it('go on waiting, each once and in order, until the database takes them', async () => {
    let down = true;
    const written: string[] = [];
    const troubles: number[] = [];
    const waiting = new WaitingViews(
      async (_agencyId, views) => {
        if (down) throw new Error('no database');
        written.push(...views.map(({ memberId }) => memberId));
      },
      (_fault, lost) => troubles.push(lost),
    );
    waiting.add('one', [view('a'), view('b')]);
    await waiting.flush();
    await waiting.flush();
    waiting.add('one', [view('c')]);
    await waiting.flush();
    expect(troubles).toEqual([0, 0, 0]);
    down = false;
    await waiting.flush();
    await waiting.flush();
    expect(written).toEqual(['a', 'b', 'c']);
  });

  it('are told and counted as lost beyond what is kept', async () => {
    const troubles: number[] = [];
    const written: string[] = [];
    const waiting = new WaitingViews(
      async (_agencyId, views) => void written.push(...views.map(({ memberId }) => memberId)),
      (_fault, lost) => troubles.push(lost),
      3,
    );
    waiting.add('one', [view('a'), view('b')]);
    waiting.add('one', [view('c'), view('d'), view('e')]);
    expect(troubles).toEqual([2]);
    await waiting.flush();
    expect(written).toEqual(['a', 'b', 'c']);
    waiting.add('one', [view('f')]);
    await waiting.flush();
    expect(written).toEqual(['a', 'b', 'c', 'f']);
  });

  it('that come while others are written are written too', async () => {
    const written: string[] = [];
    const waiting: WaitingViews = new WaitingViews(
      async (_agencyId, views) => {
        written.push(...views.map(({ memberId }) => memberId));
        if (written.length === 1) waiting.add('one', [view('b')]);
      },
      () => undefined,
    );
    waiting.add('one', [view('a')]);
    await Promise.all([waiting.flush(), waiting.flush()]);
    expect(written).toEqual(['a', 'b']);
  });
});
