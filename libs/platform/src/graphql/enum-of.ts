import { registerEnumType } from '@nestjs/graphql';

/**
 * A GraphQL enumeration with a description for each of its values.
 * @param meanings what each value says, in the glossary's words
 */
export function enumOf<Value extends string>(
  name: string,
  description: string,
  meanings: Record<Value, string>,
): Record<Value, Value> {
  const values = Object.keys(meanings) as Value[];
  const enumeration = Object.fromEntries(values.map((value) => [value, value])) as Record<Value, Value>;
  const valuesMap = Object.fromEntries(values.map((value) => [value, { description: meanings[value] }]));
  registerEnumType(enumeration, { name, description, valuesMap: valuesMap as never });
  return enumeration;
}
