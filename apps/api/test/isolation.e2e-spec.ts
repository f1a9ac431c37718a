import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildWorld, testApp, type TestApp, type World } from '#testing';
import { ComplianceModule } from '#compliance';
import { ScoringModule } from '#scoring';
import { CONTEXTS } from '../src/contexts.js';

describe('isolation', () => {
  let app: TestApp;
  let world: World;
  beforeAll(async () => {
    const modules = [...new Set([...CONTEXTS, ScoringModule, ComplianceModule])];
    console.time('app');
    app = await testApp({ modules, worker: modules });
    console.timeEnd('app');
    console.time('world');
    world = await buildWorld(app);
    console.timeEnd('world');
  }, 60000);
  afterAll(() => app?.stop());
  it('x', () => {
    console.log(world.a.ids, Object.values(world.a.callers).map((c) => c.own));
    expect(1).toBe(1);
  });
});
