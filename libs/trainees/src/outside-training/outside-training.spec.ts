import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkedTraining, type EnteredTraining } from './outside-training.js';

const TODAY = '2024-02-29';
const entered = (changes: Partial<EnteredTraining> = {}): EnteredTraining => ({
  provider: 'State college',
  courseCode: 'CJ-210',
  categories: ['ELECTIVE'],
  hours: 8,
  collegeCredit: null,
  delivery: 'CLASSROOM',
  completedOn: TODAY,
  score: null,
  test: null,
  credential: null,
  capacity: 'STUDENT',
  evidence: 'Transcript 17',
  ...changes,
});
const checked = (changes: Partial<EnteredTraining>) => checkedTraining(entered(changes), 'input.rows[0]', TODAY);

describe('training that was earned elsewhere', () => {
  it('is held without blanks around its texts, each category once, up to today', () => {
    expect(checked({ provider: '  State college ', categories: ['ELECTIVE', ' ELECTIVE'] })).toEqual(entered());
    expect(checked({ completedOn: TODAY }).completedOn).toBe(TODAY);
  });

  it.each([
    [{ completedOn: '2024-03-01' }, 'completedOn'],
    [{ completedOn: '0206-01-01' }, 'completedOn'],
    [{ hours: 0 }, 'hours'],
    [{ hours: 400.5 }, 'hours'],
    [{ hours: 1.005 }, 'hours'],
    [{ hours: null }, 'hours'],
    [{ collegeCredit: { unit: 'SEMESTER_HOUR', amount: 3 } }, 'hours'],
    [{ hours: null, collegeCredit: { unit: 'SEMESTER_HOUR', amount: 0 } }, 'collegeCredit.amount'],
    [{ hours: null, collegeCredit: { unit: ' ', amount: 3 } }, 'collegeCredit.unit'],
    [{ score: 100.1 }, 'score'],
    [{ categories: [] }, 'categories'],
    [{ evidence: ' ' }, 'evidence'],
    [{ credential: { type: 'FIRST_AID', validTo: '2024-02-28' } }, 'credential.validTo'],
  ] as const)('is refused where it cannot be so: %j', (changes, field) => {
    const refused = (): unknown => {
      try {
        return checked(changes as Partial<EnteredTraining>);
      } catch (error) {
        return error;
      }
    };
    expect(refused()).toMatchObject({ code: 'INVALID', field: `input.rows[0].${field}` });
  });

  it('may be a credential or a test alone', () => {
    expect(checked({ hours: null, credential: { type: 'FIRST_AID', validTo: TODAY } }).credential?.validTo).toBe(TODAY);
    expect(checked({ hours: null, test: { code: 'T-1', passed: false } }).test).toEqual({ code: 'T-1', passed: false });
  });

  it('says the same again once it was checked', () => {
    const hours = fc.integer({ min: 1, max: 40_000 }).map((cents) => cents / 100);
    fc.assert(
      fc.property(hours, fc.string({ minLength: 1, maxLength: 50 }), (amount, provider) => {
        fc.pre(provider.trim() !== '');
        const once = checked({ hours: amount, provider });
        expect(checkedTraining(once, 'input.rows[0]', TODAY)).toEqual(once);
      }),
    );
  });
});
