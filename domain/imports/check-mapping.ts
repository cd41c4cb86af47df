import { contactFields, type MappableField } from '../contacts/fields.js';
import type { ColumnMapping } from './mapping.js';

export type MappingProblem =
  | { problem: 'name_missing'; missing: ('firstName' | 'lastName')[]; sentence: string }
  | { problem: 'field_twice'; field: MappableField; columns: number[]; sentence: string }
  | { problem: 'fields_collide'; fields: [MappableField, MappableField]; sentence: string }
  | { problem: 'unknown_field'; field: string; column: number; sentence: string }
  | { problem: 'unknown_column'; column: string; sentence: string };

/** A splitting field fills the columns of these: they cannot both be mapped. */
const collisions = [
  ['fullName', ['firstName', 'middleName', 'lastName']],
  ['coFullName', ['coFirstName', 'coLastName']],
  ['addressLine', ['street', 'city', 'state', 'zip']],
  ['mailingLine', ['mailingStreet', 'mailingCity', 'mailingState', 'mailingZip']],
] as const;

/**
 * Everything that keeps a mapping from being scanned, each with a sentence that says what to do.
 * @param columnCount columns of the file
 * @param customKeys keys of the account's custom fields, without `custom:`
 */
export function checkMapping(
  mapping: ColumnMapping,
  columnCount: number,
  customKeys: readonly string[],
): MappingProblem[] {
  const problems: MappingProblem[] = [];
  const columnsOf = new Map<string, number[]>();
  for (const [key, field] of Object.entries(mapping)) {
    const column = Number(key);
    if (!/^(?:0|[1-9]\d{0,5})$/.test(key) || column >= columnCount) problems.push(unknownColumn(key, columnCount));
    else if (field === null) continue;
    else if (!isKnownField(field, customKeys)) problems.push(unknownField(field, column));
    else columnsOf.set(field, [...(columnsOf.get(field) ?? []), column]);
  }
  for (const [field, columns] of columnsOf) {
    if (columns.length > 1 && !isMany(field)) problems.push(fieldTwice(field as MappableField, columns));
  }
  for (const [whole, parts] of collisions) {
    const part = columnsOf.has(whole) ? parts.find((field) => columnsOf.has(field)) : undefined;
    if (part) problems.push(collision(whole, part));
  }
  const missing = (['firstName', 'lastName'] as const).filter(
    (field) => !columnsOf.has(field) && !columnsOf.has('fullName'),
  );
  if (missing.length > 0) problems.push(nameMissing(missing));
  return problems;
}

/** The mapping lacks a name: nothing is wrong yet, something is still to be chosen. */
export class MappingIncomplete extends Error {
  readonly code = 'mapping_incomplete';
  constructor(readonly problems: MappingProblem[]) {
    super(problems.map((problem) => problem.sentence).join(' '));
  }
}

/** The mapping contradicts itself or the file. */
export class MappingInvalid extends Error {
  readonly code = 'mapping_invalid';
  constructor(readonly problems: MappingProblem[]) {
    super(problems.map((problem) => problem.sentence).join(' '));
  }
}

/** @throws MappingInvalid or MappingIncomplete when `checkMapping` finds anything; the former wins. */
export function assertMapping(mapping: ColumnMapping, columnCount: number, customKeys: readonly string[]): void {
  const problems = checkMapping(mapping, columnCount, customKeys);
  const invalid = problems.filter((problem) => problem.problem !== 'name_missing');
  if (invalid.length > 0) throw new MappingInvalid(invalid);
  if (problems.length > 0) throw new MappingIncomplete(problems);
}

function isKnownField(field: string, customKeys: readonly string[]): boolean {
  return field.startsWith('custom:')
    ? customKeys.includes(field.slice('custom:'.length))
    : Object.hasOwn(contactFields, field);
}

function isMany(field: string): boolean {
  return Object.hasOwn(contactFields, field) && 'many' in contactFields[field as keyof typeof contactFields];
}

function label(field: string): string {
  return Object.hasOwn(contactFields, field)
    ? contactFields[field as keyof typeof contactFields].label
    : field.replace('custom:', '');
}

function nameMissing(missing: ('firstName' | 'lastName')[]): MappingProblem {
  const names = missing.map((field) => label(field).toLowerCase()).join(' and ');
  return {
    problem: 'name_missing',
    missing,
    sentence: `No column is mapped to ${names}. Choose the ${missing.length === 1 ? 'column that holds it' : 'columns that hold them'}, or one column with the full name.`,
  };
}

function fieldTwice(field: MappableField, columns: number[]): MappingProblem {
  const list = columns.map((column) => column + 1).join(' and ');
  return {
    problem: 'field_twice',
    field,
    columns,
    sentence: `Columns ${list} are both mapped to ${label(field)}. Keep one and choose another field for the rest.`,
  };
}

function collision(whole: MappableField, part: MappableField): MappingProblem {
  return {
    problem: 'fields_collide',
    fields: [whole, part],
    sentence: `${label(whole)} and ${label(part)} fill the same part of a contact. Keep one of them.`,
  };
}

function unknownField(field: string, column: number): MappingProblem {
  const name = field.length > 60 ? `${field.slice(0, 60)}…` : field;
  return {
    problem: 'unknown_field',
    field,
    column,
    sentence: `Column ${column + 1} is mapped to "${name}", which is no field of a contact. Choose one from the list.`,
  };
}

function unknownColumn(key: string, columnCount: number): MappingProblem {
  const name = key.length > 20 ? `${key.slice(0, 20)}…` : key;
  return {
    problem: 'unknown_column',
    column: key,
    sentence: `The file has ${columnCount} columns, numbered from 0; there is no column "${name}".`,
  };
}
