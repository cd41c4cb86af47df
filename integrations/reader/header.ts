import { cellType, isTyped } from './cell-types.js';
import type { FileRecord } from './format.js';

/** Words that column titles are made of, in the languages our users' exports come in. */
const titleWords = new Set(
  `name first last middle full given family sur surname forename prefix suffix title salutation nickname email mail e-mail
  phone telephone tel mobile cell fax home work office address street unit apt suite city town state province region
  county zip postal postcode code country company organization organisation job position department website url web
  birthday birth dob date day month year time created updated modified added last id uid key number no nr num type
  status stage source tag tags label labels group groups category list lists note notes comment comments description
  owner agent lead contact client customer spouse partner co-owner property price amount total quantity qty count value
  lat latitude lon lng longitude gender sex age language currency subject message consent optin opt-in opt subscribed
  unsubscribed closing listing mls sqft beds baths latitude product productid sku item order invoice account user username
  vorname nachname anrede straße strasse ort stadt plz land telefon handy firma geburtsdatum bemerkung datum
  prénom prenom nom adresse ville codepostal pays téléphone telephone société naissance courriel portable
  nombre apellido apellidos correo dirección direccion ciudad teléfono telefono país pais empresa fecha código
  cognome indirizzo città cap paese cellulare azienda voornaam achternaam straat postcode woonplaats land
  nome sobrenome endereço endereco cidade estado imię nazwisko ulica miasto telefon jméno příjmení
  имя фамилия отчество телефон адрес город почта дата 姓 名 氏名 住所 電話 メール 姓名 电话 地址 邮箱 이름 전화 주소`.split(
    /\s+/,
  ),
);

export interface HeaderGuess {
  /** Record number of the header, or null. */
  headerRow: number | null;
  confidence: number;
}

/**
 * Finds the column titles among the first records: the first one as wide as the table, when its cells are short, distinct
 * words that stand above other kinds of values, or known titles.
 */
export function guessHeader(records: FileRecord[], width: number): HeaderGuess {
  const wide = records.findIndex((record) => couldBeHeader(record, width));
  const above = records.slice(0, Math.max(0, wide));
  const at = isTable(above) ? above.findIndex(({ cells }) => cells.length > 1) : wide;
  if (at === -1) return { headerRow: null, confidence: 0.6 };
  const first = repeated(records, at);
  const evidence = titleEvidence(records[first]!.cells, records.slice(first + 1, first + 101));
  const confidence = Math.min(0.99, 0.5 + Math.abs(evidence) / 2);
  return { headerRow: evidence > 0 ? records[first]!.number : null, confidence };
}

/** Rows of a smaller table at the top are data too: they are not skipped as a preamble would be. */
function isTable(above: FileRecord[]): boolean {
  const widths = above
    .filter(({ cells }) => cells.filter((cell) => cell.trim() !== '').length > 1)
    .map(({ cells }) => cells.length);
  return widths.some((width) => widths.filter((other) => other === width).length >= 5);
}

function couldBeHeader(record: FileRecord, width: number) {
  const filled = record.cells.filter((cell) => cell.trim() !== '').length;
  return filled * 2 >= width && (record.cells.length > 1 || width === 1) && !/^sep=.?$/i.test(record.cells[0] ?? '');
}

/** The last of several equal lines: a title line that was written twice. */
function repeated(records: FileRecord[], at: number): number {
  const same = (i: number) => records[i]?.cells.join('\0') === records[at]!.cells.join('\0');
  return same(at + 1) && isTitleLike(records[at]!.cells) ? repeated(records, at + 1) : at;
}

function isTitleLike(cells: string[]) {
  return cells.every((cell) => !isTyped(cellType(cell)) || titleShare([cell]) > 0);
}

/** From -1 (surely data) to 1 (surely titles). */
function titleEvidence(cells: string[], below: FileRecord[]): number {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const types = cells.map(cellType);
  const known = titleShare(filled);
  const hard = types.filter((type) => isTyped(type) && type !== 'code').length / Math.max(1, filled.length);
  const long = filled.filter((cell) => cell.length > 60).length / Math.max(1, filled.length);
  const distinct = new Set(filled.map((cell) => cell.toLowerCase())).size / Math.max(1, filled.length);
  const contrast = below.length === 0 ? 0 : typeContrast(cells, below);
  const evidence = 1.2 * known + 1.2 * contrast - 1.5 * hard - long - 2 * (1 - distinct) * (1 - known) + 0.15;
  return Math.max(-1, Math.min(1, evidence - recurrence(cells, below)));
}

/** Share of cells that hold a word of a title. */
function titleShare(cells: string[]): number {
  const titles = cells.filter((cell) => words(cell).some((word) => titleWords.has(word)));
  return cells.length === 0 ? 0 : titles.length / cells.length;
}

function words(cell: string): string[] {
  if (cell.length > 60) return [];
  const split = cell.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase();
  return [cell.toLowerCase(), ...split.split(/[^\p{L}\p{M}-]+/u)];
}

/** Over the columns: title of another kind than most values below it counts for, of the same hard kind against. */
function typeContrast(cells: string[], below: FileRecord[]): number {
  let sum = 0;
  let columns = 0;
  cells.forEach((cell, column) => {
    const types = below.map((record) => cellType(record.cells[column] ?? '')).filter((type) => type !== 'empty');
    if (types.length === 0 || cell.trim() === '') return;
    columns++;
    const hard = types.filter(isTyped).length / types.length;
    const own = cellType(cell);
    if (types.filter((type) => type === own).length > types.length / 2 && /\d/.test(cell)) sum -= 1;
    else if (!isTyped(own) || own === 'code') sum += hard > 0.6 ? 1 : 0;
    else sum -= hard > 0.6 ? 1 : 0;
  });
  return columns === 0 ? 0 : sum / columns;
}

/** Share of cells that come again in their own column below: titles do not. */
function recurrence(cells: string[], below: FileRecord[]): number {
  const again = cells.filter(
    (cell, column) => cell.trim() !== '' && below.some((record) => record.cells[column] === cell),
  );
  return cells.length === 0 ? 0 : again.length / cells.length;
}
