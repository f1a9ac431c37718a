import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { askedFields } from './asked-fields.js';

const asked = (text: string, name: string | null = null) => askedFields(parse(text), name);

describe('what a document asks for', () => {
  it('is named two fields deep, once each, whatever the aliases and fragments', () => {
    const text = `query Visit { ...All a: auditView { b: member(id: 1) { name } } }
      fragment All on Query { auditView { presentations { nodes { id } } ... { member { id } } } ping }`;
    expect(asked(text)).toEqual({
      operationName: 'Visit',
      fields: ['auditView.presentations', 'auditView.member', 'ping'],
    });
  });

  it('is that of the operation that runs', () => {
    const text = 'query A { a } query B { b { c } }';
    expect(asked(text, 'B')).toEqual({ operationName: 'B', fields: ['b.c'] });
    expect(asked(text, 'C')).toEqual({ operationName: null, fields: [] });
  });

  it('ends, with fragments that spread themselves or each other over and over', () => {
    const chain = Array.from(
      { length: 30 },
      (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} x${index} }`,
    ).join(' ');
    expect(asked(`{ ...F0 } ${chain} fragment F30 on Query { ...F0 last }`).fields.length).toBeLessThanOrEqual(50);
  });
});
