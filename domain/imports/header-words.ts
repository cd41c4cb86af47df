import type { ContactField } from '../contacts/fields.js';

/**
 * Words that exports of CRMs, address books and title companies use (Follow Up Boss, BoldTrail, Lofty, Top Producer, HubSpot, Mailchimp,
 * Google, Outlook, Salesforce, LionDesk, Wise Agent and others), and everyday words of seven languages. Only whole headers count:
 * "Email Count" is not "Email". Written as `headerKey` gives them.
 */
const words: Partial<Record<ContactField, string>> = {
  firstName:
    'first name|firstname|fname|f name|first|given name|givenname|forename|christian name|name first|vorname|rufname|prenom|nombre de pila|primer nombre|voornaam|roepnaam|primeiro nome|nome proprio|nome di battesimo|first names',
  middleName:
    'middle name|middlename|mname|middle|middle initial|mi|additional name|additional names|zweiter vorname|segundo nombre|deuxieme prenom|tussenvoegsel|nome do meio|secondo nome',
  lastName:
    'last name|lastname|lname|l name|last|surname|family name|familyname|name last|nachname|familienname|zuname|apellido|apellidos|primer apellido|nom de famille|achternaam|familienaam|sobrenome|apelido|cognome|last names',
  fullName:
    'full name|fullname|contact name|display name|name full|client name|customer name|lead name|person name|vor und nachname|vollstandiger name|nombre completo|nombre y apellidos|nom complet|nom et prenom|volledige naam|nome completo|owner name|owner names|owner 1 full name|owner full name|owner label name|owner 1 label name|homeowner name|borrower name|buyer name|file as|ansprechpartner',
  company:
    'company|company name|organization|organisation|organization name|account name|business name|employer|brokerage|firma|firmenname|unternehmen|empresa|entreprise|societe|bedrijf|bedrijfsnaam|azienda|societa|associated company',
  tags: 'tags|tag|labels|label|categories|category|groups|group|group membership|hashtags|hash tags|lists|segments|schlagworte|schlagworter|kategorien|kategorie|etiquetas|etiquettes|categorias|etichette|labels tags|contact tags|lead tags|tag list',
  source:
    'source|lead source|original source|contact source|referral source|how did you hear about us|origin|quelle|herkunft|fuente|origen|bron|fonte|origem|lead origin|source name|lead source name',
  stage:
    'stage|status|lead status|lead stage|pipeline stage|pipeline|contact status|lifecycle stage|deal stage|phase|etapa|estado del lead|stade|statut|fase',
  notes:
    'notes|note|comments|comment|remarks|description|background|background info|memo|notizen|notiz|bemerkung|bemerkungen|kommentar|anmerkungen|notas|comentarios|observaciones|remarques|commentaires|opmerkingen|notities|observacoes|osservazioni|note e commenti',
  externalId:
    'external id|id|contact id|record id|lead id|client id|customer id|person id|crm id|unique id|uid|uuid|user id|kundennummer|kontakt id|customer number|client number|record number|contact number id|fub id|kvcore id|euid',
  consent:
    'consent|consent to email|email consent|email optin|email opt in|opt in|optin|opted in|opt in status|subscribed|email subscribed|newsletter|marketing consent|permission|gdpr consent|einwilligung|newsletter abonniert|consentimiento|consentement|toestemming|consentimento|consenso|email marketing consent|accepts marketing|accepts email marketing|email subscription status',
  consentDate:
    'consent date|opt in date|optin date|optin time|opt in time|consent time|consented at|subscribed at|confirm time|subscription date|consent timestamp|datum der einwilligung|email opt in date',
  unsubscribed:
    'unsubscribed|unsubscribe|email opt out|opt out|optout|opted out|has opted out of email|unsubscribed from all email|do not email|no email|email opted out|do not contact|abgemeldet|desuscrito|desabonne|afgemeld|email optout|unsub|email unsubscribed',
  closingDate:
    'closing date|close date|closed date|date closed|sale date|sold date|purchase date|settlement date|closing|coe|close of escrow|actual close date|home anniversary|house anniversary|home purchase date|last sale date|transfer date|kaufdatum|fecha de cierre|date de cloture|closed on|date of sale|house closing date|deal close date|last sale recording date',
  birthday:
    'birthday|birth date|birthdate|date of birth|dob|bday|b day|geburtstag|geburtsdatum|cumpleanos|fecha de nacimiento|date de naissance|anniversaire|verjaardag|geboortedatum|aniversario|data de nascimento|data di nascita|compleanno',
};

/** Parts that a person (contact or co-owner) has, and parts that an address has; scopes in `header-scopes.ts` put them together. */
export const addressParts = {
  line: 'address|full address|address full|formatted|formatted address|one line address|complete address|adresse|anschrift|direccion|direccion completa|adresse complete|adres|endereco|indirizzo|addr|address formatted|location',
  street:
    'street|street address|address 1|address line 1|street 1|street line 1|street address 1|address line|street name and number|line 1|strasse|str|strasse und hausnummer|strasse hausnummer|strasse nr|calle|rue|straat|straat en huisnummer|rua|via|addr 1|address street|street address line 1|logradouro|domicilio',
  unit: 'unit|unit number|unit no|apt|apartment|apartment number|apt number|apt no|suite|suite number|ste|address 2|address line 2|street 2|street line 2|street address 2|line 2|extended address|extended|addr 2|apt suite|unit apt|address unit|wohnung|apartamento|appartement|adresszusatz|complemento|street address line 2',
  city: 'city|town|city name|municipality|locality|stadt|ort|wohnort|ciudad|poblacion|localidad|ville|commune|stad|plaats|woonplaats|cidade|citta|comune|suburb',
  state:
    'state|province|state province|province state|region|state region|state code|bundesland|provincia|comunidad autonoma|etat|provincie|uf|regione|state abbreviation|county state',
  zip: 'zip|zip code|zipcode|postal code|postalcode|postcode|post code|zip postal code|zip postal|postal|plz|postleitzahl|codigo postal|cp|code postal|postcode zip|cep|cap|zip 5|postal code zip|zip code 5',
  country: 'country|country region|country code|nation|land|pais|pays|paese|country name',
} as const;
export type AddressPart = keyof typeof addressParts;

/** Every meaning that a header has on its own. */
export const wholeHeaders: ReadonlyMap<string, ContactField> = index(words);
export const partByWord: ReadonlyMap<string, AddressPart> = index(addressParts);

function index<Field extends string>(table: Partial<Record<Field, string>>): Map<string, Field> {
  const byWord = new Map<string, Field>();
  for (const [field, list] of Object.entries<string | undefined>(table)) {
    for (const word of (list ?? '').split('|')) byWord.set(word, field as Field);
  }
  return byWord;
}
