/** MJML that cannot be compiled; one sentence for each fault, with its line. */
export class MjmlFaults extends Error {
  override readonly name = 'MjmlFaults';
  constructor(readonly faults: readonly { line: number; sentence: string }[]) {
    super(faults.map(({ sentence }) => sentence).join(' '));
  }
}

/**
 * HTML of a template, its slots untouched. Done when a version is saved, never for a single mail.
 * Includes are not followed and no fonts are fetched: what is compiled is the text alone.
 * @throws MjmlFaults
 */
export async function compileMjml(mjml: string): Promise<string> {
  // The compiler is large and seldom needed.
  const { default: mjml2html } = await import('mjml');
  if (/<mj-include\b/i.test(mjml)) throw new MjmlFaults([includeFault(mjml)]);
  const result = await mjml2html(mjml, {
    validationLevel: 'soft',
    ignoreIncludes: true,
    keepComments: false,
    fonts: {},
  }).catch((error: unknown) => {
    throw new MjmlFaults([{ line: 1, sentence: unreadable(error) }]);
  });
  if (result.errors.length > 0)
    throw new MjmlFaults(
      result.errors.map(({ line, message, tagName }) => ({ line, sentence: `Line ${line}: <${tagName}> ${message}` })),
    );
  return withoutIndents(result.html);
}

/** What the compiler indents with is a third of a mail and seen by nobody; a line break between words stays one. */
function withoutIndents(html: string): string {
  if (/<(?:pre|textarea)\b|white-space:\s*pre/i.test(html)) return html;
  return html
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

function includeFault(mjml: string) {
  const line = mjml.slice(0, mjml.search(/<mj-include\b/i)).split('\n').length;
  return { line, sentence: `Line ${line}: <mj-include> cannot be used here. Paste what it includes.` };
}

function unreadable(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return /malformed/i.test(message)
    ? 'This is not MJML: it begins with <mjml> and ends with </mjml>, and holds an <mj-body>.'
    : `The MJML cannot be compiled: ${message.split('\n')[0]}`;
}
