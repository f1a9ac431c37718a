import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UserError } from '../errors/errors.js';
import { fromGlobalId, nounOf, parseGlobalId, toGlobalId } from './global-id.js';

const uuid = fc.uuid();
const typeName = fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,63}$/);

function refusal(work: () => unknown): UserError {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('global ids', () => {
  it('give back the uuid of the same type', () => {
    fc.assert(
      fc.property(typeName, uuid, (type, id) => {
        expect(fromGlobalId(type, toGlobalId(type, id), 'id')).toBe(id);
      }),
    );
  });

  it('of another type are refused, naming the field', () => {
    const id = toGlobalId('Cohort', '0192f0c1-7a3e-7bbb-8000-000000000001');
    expect(refusal(() => fromGlobalId('ScenarioSession', id, 'input.scenarioSessionId'))).toMatchObject({
      code: 'INVALID_ID',
      field: 'input.scenarioSessionId',
      message: 'input.scenarioSessionId is not the id of a scenario session',
    });
  });

  it('that are anything else are refused, and never crash', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 130, maxLength: 5_000 })), (text) => {
        expect(parseGlobalId(text)).toBeNull();
      }),
    );
  });

  it('have one spelling each: padding, blanks and the other base64 alphabet are refused', () => {
    const id = toGlobalId('Cohort', '0192f0c1-7a3e-7bbb-8000-000000000001');
    for (const other of [`${id}=`, `${id} `, ` ${id}`, `${id}\n`, `${id}A`, id.slice(0, -1)]) {
      expect(parseGlobalId(other)).toBeNull();
    }
    const shouting = Buffer.from('Cohort:0192F0C1-7A3E-7BBB-8000-000000000001').toString('base64url');
    expect(parseGlobalId(shouting)).toBeNull();
  });

  it('of a row without a uuid are never made', () => {
    expect(() => toGlobalId('Cohort', '17')).toThrow('no global id for Cohort 17');
    expect(() => toGlobalId('a type', '0192f0c1-7a3e-7bbb-8000-000000000001')).toThrow();
  });

  it('are named as a reader says it', () => {
    expect(nounOf('ScenarioSession')).toBe('scenario session');
    expect(nounOf('OrgUnit')).toBe('org unit');
  });
});
