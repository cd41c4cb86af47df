import iconv from 'iconv-lite';

export interface MessyFile {
  upload: { name: string; mimeType: string; buffer: Buffer };
  rows: number;
  /** Rows by what must become of them. */
  created: number;
  skipped: number;
  failed: number;
}

const firstNames = ['Anna', 'Jürgen', 'Zoë', 'Luis', 'Mary Carol', 'Peter', 'Tomás', 'Ina', 'Kim', 'Ravi'];
const lastNames = ['Bell', 'Müller', 'Ortega', 'O’Brien', 'Novak', 'van Dijk', 'Garcia', 'Lee', 'Stone', 'Quist'];

/**
 * A file as people have it: Windows-1252, semicolons, two lines above the header, quoted commas; every 53rd row has no last
 * name, every 41st no real address, and some repeat the first person. `mark` keeps its people apart from other files'.
 */
export function messyFile(rows: number, mark: string): MessyFile {
  const lines = [
    'Spring open house;;;;',
    'exported by the front desk;;;;',
    'Vorname;Nachname;E-Mail;Email Count;Home Address',
  ];
  let failed = 0;
  let skipped = 0;
  for (let row = 0; row < rows; row += 1) {
    const hasNoName = row % 53 === 7;
    const hasNoAddress = row % 41 === 3;
    const isRepeated = !hasNoName && !hasNoAddress && row % 90 === 11;
    if (hasNoName || hasNoAddress) failed += 1;
    else if (isRepeated) skipped += 1;
    const address = hasNoAddress
      ? 'anna@'
      : isRepeated
        ? `guest0.${mark}@example.org`
        : `guest${row}.${mark}@example.org`;
    const home = `"${100 + (row % 900)} Elm St, Boulder, CO 80302"`;
    lines.push([firstNames[row % 10], hasNoName ? '' : lastNames[(row * 7) % 10], address, row % 13, home].join(';'));
  }
  const buffer = iconv.encode(`${lines.join('\r\n')}\r\n`, 'windows-1252');
  return {
    upload: { name: `open-house-${mark}.csv`, mimeType: 'text/csv', buffer },
    rows,
    failed,
    skipped,
    created: rows - failed - skipped,
  };
}
