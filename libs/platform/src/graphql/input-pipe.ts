import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { badInput, type FieldProblem } from './bad-input.js';

const NATIVE = new Set<unknown>([String, Number, Boolean, Array, Object, Date]);
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Checks every argument of a resolver by the rules on its class; a failure names each field by its full path. */
@Injectable()
export class InputPipe implements PipeTransform<unknown> {
  async transform(value: unknown, { type, metatype, data }: ArgumentMetadata): Promise<unknown> {
    // Only @Args: parents and contexts are ours, not the client's.
    if (type !== 'body') return value;
    const unstorable = [...unstorableText(value, data ?? '')];
    if (unstorable.length > 0) throw badInput(unstorable);
    if (!metatype || NATIVE.has(metatype) || value === null || typeof value !== 'object') return value;
    const input = plainToInstance(metatype as new () => object, value);
    const errors = await validate(input, { forbidUnknownValues: false });
    if (errors.length > 0) throw badInput(errors.flatMap((error) => problemsOf(error, data ?? '')));
    return input;
  }
}

function problemsOf(error: ValidationError, parent: string): FieldProblem[] {
  const field = childPath(parent, error.property);
  const own = Object.values(error.constraints ?? {}).map((message) => ({
    field,
    message: withPath(message, error, field),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => problemsOf(child, field))];
}

/** class-validator says `email must be an email`; a person with three hundred rows needs to know whose. */
const withPath = (message: string, error: ValidationError, field: string): string =>
  message.startsWith(`${error.property} `) ? `${field}${message.slice(error.property.length)}` : `${field}: ${message}`;

const childPath = (parent: string, property: string): string =>
  /^\d+$/.test(property) ? `${parent}[${property}]` : parent === '' ? property : `${parent}.${property}`;

/** PostgreSQL refuses a NUL, and half a surrogate pair would be stored as something else than was sent. */
function* unstorableText(value: unknown, path: string): Generator<FieldProblem> {
  if (typeof value === 'string') {
    if (value.includes('\0')) yield { field: path, message: `${path} holds a NUL character` };
    else if (LONE_SURROGATE.test(value)) yield { field: path, message: `${path} is not well-formed Unicode` };
  } else if (value !== null && typeof value === 'object' && !(value instanceof Date)) {
    for (const [key, inner] of Object.entries(value)) yield* unstorableText(inner, childPath(path, key));
  }
}
