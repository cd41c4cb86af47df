/** The short name of an account in addresses and on the command line: `Müller & Söhne` becomes `muller-sohne`. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return slug.slice(0, 63).replace(/-+$/, '') || 'account';
}
