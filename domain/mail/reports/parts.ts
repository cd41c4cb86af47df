/** A mail that came back, split into what a report is made of; a splitter of MIME has made it. */
export interface SplitMail {
  /** Of its envelope; empty: the null sender, as reports have it. Null: not known, as when somebody forwards it. */
  envelopeFrom: string | null;
  /** The address of ours that it was sent to. */
  envelopeTo: string | null;
  /** In their order, unfolded. */
  fields: Field[];
  /** What its author wrote for people. */
  text: string;
  parts: MailPart[];
}

export interface MailPart {
  /** In lower case, without parameters: `message/delivery-status`. */
  type: string;
  text: string;
}

/** One header field, or one field of a report. */
export interface Field {
  /** In lower case. */
  name: string;
  value: string;
}

const fieldForm = /^([!-9;-~]{1,100})[ \t]*:[ \t]*(.*)$/s;

/** A block of fields as RFC 5322 §2.2.3 folds them; what is no field is left out. */
export function readFields(block: string): Field[] {
  const fields: Field[] = [];
  for (const line of block.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = fieldForm.exec(line) ?? [];
    if (name !== undefined && value !== undefined) fields.push({ name: name.toLowerCase(), value: value.trim() });
  }
  return fields;
}

/** Groups of fields with empty lines between them (RFC 3464 §2.1.1). At most a thousand. */
export function readGroups(text: string): Field[][] {
  return text
    .split(/(?:\r?\n[ \t]*){2,}/, 1000)
    .map(readFields)
    .filter((fields) => fields.length > 0);
}

/** The first field of that name. */
export function valueOf(fields: readonly Field[], name: string): string | null {
  return fields.find((field) => field.name === name)?.value ?? null;
}

/** The fields of a mail that stands in another, whole or its header alone. */
export function fieldsOfReturned(text: string): Field[] {
  const start = text.replace(/^(?:\s*\r?\n)+/, '');
  return readFields(start.split(/\r?\n[ \t]*\r?\n/, 1)[0] ?? '');
}
