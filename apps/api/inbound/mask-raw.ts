import { maskText, withoutAddresses } from '../imports/mask.js';

/** Fields of machines that help to tell what came back; the values of all others may be about people. */
const plainFields =
  /^(?:content-(?:type|transfer-encoding|description)|mime-version|date|auto-submitted|precedence|message-id|in-reply-to|references|reporting-mta|remote-mta|action|status|diagnostic-code|arrival-date|last-attempt-date|received-date|original-envelope-id|feedback-type|user-agent|version|source-ip|x-failed-recipients|x-autoreply|final-recipient|original-recipient|original-rcpt-to|received-from-mta|will-retry-until|boundary)$/i;

/**
 * What came back as people without a reveal see it: fields of machines stand, addresses in them masked; of all else the first letter of
 * each line, so that one sees how much there is and in which form.
 */
export function maskRaw(text: string): string {
  let isPlain = false;
  return text
    .split(/\r?\n/)
    .map((line) => {
      if (line === '' || line.startsWith('--')) return line;
      const [, name, value] = /^([!-9;-~]+):(.*)$/.exec(line) ?? [];
      if (name !== undefined) {
        isPlain = plainFields.test(name);
        return isPlain ? withoutAddresses(line) : `${name}:${value ? ` ${maskText(value)}` : ''}`;
      }
      return isPlain && /^[ \t]/.test(line) ? withoutAddresses(line) : maskText(line);
    })
    .join('\n');
}
