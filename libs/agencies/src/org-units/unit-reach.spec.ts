import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Actor, openDataSource, TenantDb, type Reach } from '#platform';
import { testDatabase, type TestDatabase } from '#testing';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { membersAfter, membersByIds } from '../members/members.queries.js';

/** Units and members by their places in lists: `parents[2] === 0` says that unit 2 is below unit 0. */
interface Agency {
  parents: (number | null)[];
  unitOf: (number | null)[];
}

/** Any tree, and also what no tree is: parents that go round in a circle, as after two moves that each looked harmless. */
const agencies = fc
  .record({ units: fc.integer({ min: 0, max: 12 }), members: fc.integer({ min: 1, max: 15 }) })
  .chain(({ units, members }) => {
    const place = (except: number | null): fc.Arbitrary<number | null> => {
      const places = Array.from({ length: units }, (_, index) => index).filter((index) => index !== except);
      return places.length > 0 ? fc.option(fc.constantFrom(...places), { freq: 4 }) : fc.constant(null);
    };
    return fc.record({
      parents: fc.tuple(...Array.from({ length: units }, (_, unit) => place(unit))),
      unitOf: fc.tuple(...Array.from({ length: members }, () => place(null))),
    }) as fc.Arbitrary<Agency>;
  });

/** Whom a member's unit and all below it hold, walked upwards from each member: not the way the database goes. */
function reachedBy(principal: number, { parents, unitOf }: Agency): number[] {
  const own = unitOf[principal] ?? null;
  return unitOf.flatMap((unit, member) => {
    const passed = new Set<number>();
    for (let at = unit; at !== null && !passed.has(at); at = parents[at] ?? null) passed.add(at);
    return member === principal || (own !== null && passed.has(own)) ? [member] : [];
  });
}

describe('the reach of an org unit', () => {
  let database: TestDatabase;
  let source: DataSource;
  let db: TenantDb;

  beforeAll(async () => {
    database = await testDatabase();
    source = await openDataSource({ url: database.urls.app, entities: [], poolSize: 2, name: 'test' });
    db = new TenantDb(source);
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const actorOf = (agencyId: string, principalId: string, reach: Reach): Actor =>
    new Actor({
      agencyId,
      principalId,
      kind: 'MEMBER',
      scopes: new Map([['member:read', reach]]),
      requestId: 'test',
    });

  async function store(
    agencyId: string,
    { parents, unitOf }: Agency,
  ): Promise<{ unitIds: string[]; memberIds: string[] }> {
    const unitIds = parents.map(() => uuidv7());
    const memberIds = unitOf.map(() => uuidv7());
    const idAt = (place: number | null): string | null => (place === null ? null : (unitIds[place] ?? null));
    await db.run(actorOf(agencyId, uuidv7(), 'OWN'), async (tx) => {
      await tx.query(
        `insert into org_units (agency_id, id, name, kind) select $1, id, id::text, 'DIVISION' from unnest($2::uuid[]) id`,
        [agencyId, unitIds],
      );
      await tx.query(
        `update org_units u set parent_id = p.parent from unnest($2::uuid[], $3::uuid[]) p(id, parent)
         where u.agency_id = $1 and u.id = p.id`,
        [agencyId, unitIds, parents.map(idAt)],
      );
      await tx.query(
        `insert into principals (agency_id, id, kind) select $1, id, 'MEMBER' from unnest($2::uuid[]) id`,
        [agencyId, memberIds],
      );
      await tx.query(
        `insert into members (agency_id, id, org_unit_id, given_name, family_name)
         select $1, m.id, m.unit, 'Ada', 'Vale' from unnest($2::uuid[], $3::uuid[]) m(id, unit)`,
        [agencyId, memberIds, unitOf.map(idAt)],
      );
    });
    return { unitIds, memberIds };
  }

  async function seenBy(agencyId: string, principalId: string, reach: Reach, memberIds: string[]): Promise<unknown[]> {
    const actor = actorOf(agencyId, principalId, reach);
    try {
      return await db.read(actor, async (tx) => {
        const listed = await membersAfter(tx, actor.reach('member:read'), null, 100);
        const named = await membersByIds(tx, actor.reach('member:read'), memberIds);
        return [listed, named].map((rows) => rows.map(({ id }) => id).sort());
      });
    } finally {
      await db.endOperation(actor);
    }
  }

  it('is its members and those of every unit below it, in any tree and in no tree', async () => {
    await fc.assert(
      fc.asyncProperty(agencies, fc.nat(), async (agency, someone) => {
        const agencyId = uuidv7();
        const { memberIds } = await store(agencyId, agency);
        const principal = someone % memberIds.length;
        const expected = reachedBy(principal, agency)
          .map((place) => memberIds[place])
          .sort();
        const seen = await seenBy(agencyId, memberIds[principal] ?? '', 'UNIT', memberIds);
        expect(seen).toEqual([expected, expected]);
      }),
      { numRuns: 120 },
    );
  });

  it('follows a member who is moved, and a unit that is moved, at once', async () => {
    const agencyId = uuidv7();
    const { unitIds, memberIds } = await store(agencyId, { parents: [null, 0, null], unitOf: [0, 1, 2] });
    const [chief, below, elsewhere] = memberIds as [string, string, string];
    const seen = async (): Promise<unknown> => (await seenBy(agencyId, chief, 'UNIT', memberIds))[0];
    const move = (table: 'org_units' | 'members', id: string | undefined, to: string | null = null): Promise<unknown> =>
      db.run(actorOf(agencyId, chief, 'OWN'), (tx) =>
        tx.query(
          `update ${table} set ${table === 'members' ? 'org_unit_id' : 'parent_id'} = $3 where agency_id = $1 and id = $2`,
          [agencyId, id, to],
        ),
      );
    expect(await seen()).toEqual([chief, below].sort());
    await move('org_units', unitIds[2], unitIds[1]);
    expect(await seen()).toEqual([chief, below, elsewhere].sort());
    await move('members', below);
    expect(await seen()).toEqual([chief, elsewhere].sort());
    await move('members', chief);
    expect(await seen()).toEqual([chief]);
  });

  it('ends at the agency, whatever ids another has', async () => {
    const [agencyId, otherId] = [uuidv7(), uuidv7()];
    const one = { parents: [null], unitOf: [0] };
    const [own, foreign] = [(await store(agencyId, one)).memberIds, (await store(otherId, one)).memberIds];
    const both = [...own, ...foreign];
    expect(await seenBy(agencyId, own[0] ?? '', 'UNIT', both)).toEqual([own, own]);
    expect(await seenBy(agencyId, foreign[0] ?? '', 'UNIT', both)).toEqual([[], []]);
  });
});
