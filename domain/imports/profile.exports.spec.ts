import { profileColumns } from './profile.js';

/**
 * Header rows as products export them (names of the columns are facts, the values are invented):
 * `Header=expected field` with `-` for a column that must stay without a suggestion and `?` for a tie left to the person.
 */
const exportsOfProducts: Record<string, string> = {
  'BoldTrail (kvCORE)':
    'First Name=firstName|Last Name=lastName|Email=email|Email Optin=consent|Email Count=-|Last Email Date=-|Agent Email=-|Agent Name=-|Agent Phone=-|Cell Phone 1=phone|Home Phone=phone2|Work Phone=phone3|Status=stage|Source=source|Lead Type=-|Primary Address=street|Primary City=city|Primary State=state|Primary Zip=zip|Hashtags=tags|Birthday=birthday|Call Count=-|Last Visit=-|Text Opt In=-|Phone On DNC=-',
  'Follow Up Boss':
    'ID=externalId|Date Added=-|First Name=firstName|Last Name=lastName|Stage=stage|Lead Source=source|Assigned To=-|Is Contacted=-|Tags=tags|Email 1=email|Email 1 Type=-|Email 2=email2|Email 2 Type=-|Phone 1=phone|Phone 1 Type=-|Phone 2=phone2|Phone 2 Type=-|Phone 3=phone3|Address 1 - Street=street|Address 1 - City=city|Address 1 - State=state|Address 1 - Zip=zip|Address 1 - Type=-|Property MLS Number=-|Property Price=-|Notes=notes|Last Activity=-',
  Lofty:
    'First Name=firstName|Last Name=lastName|Email=email|Phone=phone|Second Email=email2|Lead Type=-|Lead Source=source|Pipeline=stage|Tags=tags|Address=street|City=city|State=state|Zip Code=zip|Birthday=birthday|Assigned Agent=-|Agent Email=-|Registration Date=-|Last Touch=-|Lead Score=-',
  'Top Producer':
    'First Name=firstName|Last Name=lastName|Spouse First Name=coFirstName|Spouse Last Name=coLastName|Mobile Phone=phone|Home Phone=phone2|Business Phone=phone3|Email Address=email|Secondary Email=email2|Home Address Line 1=street|Home Address Line 2=unit|City=city|State=state|Zip Code=zip|Contact Type=-|Spouse Email=coEmail|Spouse Birthday=coBirthday|Closing Date=closingDate',
  HubSpot:
    'Record ID=externalId|First Name=firstName|Last Name=lastName|Email=email|Phone Number=phone|Mobile Phone Number=phone2|Contact owner=-|Lead Status=stage|Associated Company=company|Street Address=street|City=city|State/Region=state|Postal Code=zip|Country/Region=country|Unsubscribed from all email=unsubscribed|Date of birth=birthday|Create Date=-|Last Activity Date=-|Email Domain=-|Number of times contacted=-',
  Mailchimp:
    'Email Address=email|First Name=firstName|Last Name=lastName|Address=addressLine|Phone Number=phone|Birthday=birthday|MEMBER_RATING=-|OPTIN_TIME=consentDate|OPTIN_IP=-|CONFIRM_IP=-|LATITUDE=-|LONGITUDE=-|GMTOFF=-|TIMEZONE=-|CC=-|LAST_CHANGED=-|LEID=-|EUID=externalId|NOTES=notes|TAGS=tags',
  'Google Contacts':
    'First Name=firstName|Middle Name=middleName|Last Name=lastName|Phonetic First Name=-|Name Prefix=-|Name Suffix=-|Nickname=-|Organization Name=company|Organization Title=-|Birthday=birthday|Notes=notes|Labels=tags|E-mail 1 - Label=-|E-mail 1 - Value=email|E-mail 2 - Label=-|E-mail 2 - Value=email2|Phone 1 - Label=-|Phone 1 - Value=phone|Phone 2 - Value=phone2|Address 1 - Label=-|Address 1 - Street=street|Address 1 - City=city|Address 1 - Region=state|Address 1 - Postal Code=zip|Address 1 - Country=country|Address 1 - Extended Address=unit|Website 1 - Value=-',
  'Google Contacts, one-line address':
    'Name=fullName|Group Membership=tags|E-mail 1 - Type=-|E-mail 1 - Value=email|Phone 1 - Type=-|Phone 1 - Value=phone|Address 1 - Formatted=addressLine',
  Outlook:
    'First Name=firstName|Middle Name=middleName|Last Name=lastName|Title=-|Suffix=-|E-mail Address=email|E-mail 2 Address=email2|E-mail Display Name=-|Mobile Phone=phone|Home Phone=phone2|Business Phone=phone3|Business Fax=-|Pager=-|Company=company|Job Title=-|Home Street=street|Home City=city|Home State=state|Home Postal Code=zip|Home Country/Region=country|Business Street=-|Business City=-|Birthday=birthday|Anniversary=-|Spouse=coFirstName|Notes=notes|Categories=tags',
  Salesforce:
    'Contact ID=externalId|First Name=firstName|Last Name=lastName|Email=email|Phone=phone|Mobile=phone2|Mailing Street=mailingStreet|Mailing City=mailingCity|Mailing State/Province=mailingState|Mailing Zip/Postal Code=mailingZip|Mailing Country=mailingCountry|Account Name=company|Title=-|Birthdate=birthday|Lead Source=source|Email Opt Out=unsubscribed|Contact Owner=-|Created Date=-|Description=notes',
  LionDesk:
    'First Name=firstName|Last Name=lastName|Email=email|Mobile Phone=phone|Home Phone=phone2|Company=company|Street Address 1=street|Street Address 2=unit|City=city|State=state|Zip=zip|Birthday=birthday|Spouse Name=coFullName|Spouse Email=coEmail|Spouse Phone=coPhone|Spouse Birthday=coBirthday|Tags=tags|Hotness=-|Source=source',
  'Wise Agent':
    'Client ID=externalId|First Name=firstName|Last Name=lastName|Spouse First=coFirstName|Spouse Last=coLastName|Email=email|Alternate Email=email2|Cell=phone|Home=phone2|Work=phone3|Address=street|City=city|State=state|Zip=zip|Categories=tags|Contact Status=stage|Source=source',
  'Title company, two owners':
    'Owner 1 First Name=firstName|Owner 1 Last Name=lastName|Owner 2 First Name=coFirstName|Owner 2 Last Name=coLastName|Site Address=street|Site City=city|Site State=state|Site Zip=zip|Mail Address=mailingStreet|Mail City=mailingCity|Mail State=mailingState|Mail Zip=mailingZip|APN=-|Sale Date=closingDate|Owner Occupied=-|Property Type=-',
  'Title company, label name':
    'Owner Name=fullName|Co-Owner=coFullName|Property Address=street|Property City=city|Property State=state|Property Zip=zip|Mailing Address=mailingStreet|Mailing City=mailingCity|Mailing State=mailingState|Mailing Zip=mailingZip|Sale Price=-|Last Sale Date=closingDate',
  'Loan closing list':
    'Borrower First Name=firstName|Borrower Last Name=lastName|Borrower Email=email|Borrower 2 First Name=coFirstName|Borrower 2 Last Name=coLastName|Borrower 2 Email=coEmail|Co-Borrower Phone=coPhone|Loan Officer Email=-|Close Date=closingDate|Subject Property Address=street|Subject Property City=city|Subject Property State=state|Subject Property Zip=zip',
  German:
    'Anrede=-|Vorname=firstName|Name=lastName|Straße=street|PLZ=zip|Ort=city|Land=country|Telefon=phone|Handy=phone2|E-Mail-Adresse=email|Geburtsdatum=birthday|Firma=company|Bemerkungen=notes',
  Spanish:
    'Nombre=firstName|Apellidos=lastName|Correo electrónico=email|Móvil=phone|Dirección=street|Ciudad=city|Provincia=state|Código postal=zip|País=country|Fecha de nacimiento=birthday|Empresa=company',
  French:
    'Prénom=firstName|Nom=lastName|Courriel=email|Portable=phone|Adresse=street|Ville=city|Code postal=zip|Pays=country|Date de naissance=birthday|Société=company',
  Dutch:
    'Voornaam=firstName|Achternaam=lastName|E-mailadres=email|Telefoonnummer=phone|Adres=street|Woonplaats=city|Postcode=zip|Geboortedatum=birthday',
  Portuguese:
    'Nome=firstName|Sobrenome=lastName|E-mail=email|Celular=phone|Endereço=street|Cidade=city|CEP=zip|Data de nascimento=birthday',
  Italian:
    'Nome=firstName|Cognome=lastName|Email=email|Cellulare=phone|Indirizzo=street|Città=city|CAP=zip|Data di nascita=birthday|Azienda=company',
  'Snake and camel case':
    'first_name=firstName|lastName=lastName|EMAIL_ADDRESS=email|phoneNumber=phone|street_address=street|zipCode=zip|HasOptedOutOfEmail=unsubscribed|BirthDate=birthday',
};

const people = [
  ['Anna', 'Bell', 'Mary'],
  ['Robert', 'Stone', 'Susan'],
  ['Karen', 'Miller', 'James'],
  ['David', 'Lopez', 'Laura'],
] as const;

/** A plausible cell for a header, so that values neither prove nor contradict more than they do in life. */
function cell(header: string, wanted: string, row: number): string {
  const [first, last, other] = people[row]!;
  const h = header.toLowerCase();
  const byField: Record<string, string> = {
    firstName: first, middleName: 'J', lastName: last, fullName: `${first} ${last}`, coFirstName: other, coLastName: last, coFullName: `${other} ${last}`,
    email: `${first.toLowerCase()}@example.com`, email2: `${last.toLowerCase()}@example.org`, coEmail: `${other.toLowerCase()}@example.com`,
    phone: `(303) 555-010${row}`, phone2: `720-555-011${row}`, phone3: `+1 970 555 012${row}`, coPhone: `303.555.013${row}`,
    addressLine: `${row + 10} Elm St, Boulder, CO 8030${row}`, street: `${row + 10} Elm St`, unit: `Apt ${row + 1}`, city: 'Boulder', state: 'CO', zip: `8030${row}`, country: 'US',
    mailingLine: `${row + 20} Oak Ave, Golden, CO 8040${row}`, mailingStreet: `${row + 20} Oak Ave`, mailingCity: 'Golden', mailingState: 'CO', mailingZip: `8040${row}`, mailingCountry: 'US',
    birthday: `${row + 1}/15/1980`, coBirthday: `${row + 3}/17/1981`, closingDate: `0${row + 1}/20/2024`, consentDate: `2024-01-0${row + 1} 10:00:00`,
    consent: row % 2 ? 'Yes' : 'No', unsubscribed: row % 2 ? 'false' : 'true', externalId: `A-100${row}`, company: `Company ${row}`, tags: 'past client;vip',
  }; // prettier-ignore
  if (wanted in byField) return byField[wanted]!;
  if (/date|last (visit|touch|activity|changed)|last_changed/.test(h)) return `0${row + 1}/02/2025`;
  if (/agent email|officer email/.test(h)) return 'kim@agency.example';
  if (/agent phone|fax|pager/.test(h)) return `303-555-014${row}`;
  if (/count|rating|score|number|price|latitude|longitude|gmtoff/.test(h)) return String(row * 7);
  if (/agent|owner|assigned|nickname/.test(h)) return 'Kim Park';
  return `word ${row}`;
}

describe.each(Object.entries(exportsOfProducts))('an export of %s', (_name, line) => {
  const columns = line
    .split('|')
    .map((pair) => [pair.slice(0, pair.lastIndexOf('=')), pair.slice(pair.lastIndexOf('=') + 1)] as const);
  const headers = columns.map(([header]) => header);
  const expected = Object.fromEntries(columns.map(([header, field]) => [header, field === '-' ? null : field]));
  const suggested = (rows: string[][]) =>
    Object.fromEntries(
      profileColumns(headers, rows).map((column) => [column.header, column.suggestion?.field ?? null]),
    );

  it('gets exactly its fields suggested', () => {
    const rows = people.map((_, row) => columns.map(([header, field]) => cell(header, field, row)));
    expect(suggested(rows)).toEqual(expected);
  });

  it('never gets one field twice, whatever stands in the cells', () => {
    for (const filler of [
      '',
      'anna@example.com',
      '303-555-0100',
      '12',
      'Anna Bell',
      '12 Elm St, Boulder, CO 80302',
      '1/2/2020',
    ]) {
      const fields = profileColumns(headers, [headers.map(() => filler)]).flatMap(
        (column) => column.suggestion?.field ?? [],
      );
      const single = fields.filter((field) => field !== 'tags' && field !== 'notes');
      expect(new Set(single).size).toBe(single.length);
    }
  });
});
