import { createPublicKey } from 'node:crypto';
import { resolve4, resolveTxt, reverse } from 'node:dns/promises';
import type { DomainFindings } from '../../domain/mail/lint/rules.js';
import type { Config } from '../config.js';
import type { DkimSigner } from './dkim.js';
import { readSmtpUrl } from './smtp-url.js';

interface Asked {
  /** Of the sender, e.g. `porchlight.example`. */
  domain: string;
  dkim: DkimSigner | null;
  /** The mail server that other servers see; null: the provider's. */
  mailHost: string | null;
}

/** DNS as it is asked; specs bring their own. */
export interface Resolver {
  resolveTxt(name: string): Promise<string[][]>;
  resolve4(name: string): Promise<string[]>;
  reverse(address: string): Promise<string[]>;
}

const keptMs = 10 * 60_000;
const patienceMs = 3_000;

/** What the receiving side finds in DNS about our sending domain, looked up now and then. */
export class SendingDomain {
  private known: { at: number; findings: DomainFindings } | null = null;

  constructor(
    private readonly asked: Asked,
    private readonly resolver: Resolver = { resolveTxt, resolve4, reverse },
  ) {}

  async findings(now = Date.now()): Promise<DomainFindings> {
    if (this.known && now - this.known.at < keptMs) return this.known.findings;
    const { domain, dkim, mailHost } = this.asked;
    const [spf, dmarc, dkimKeyBits, hasReverse] = await Promise.all([
      this.spf(domain),
      this.dmarc(domain),
      dkim ? this.keyBits(dkim) : null,
      mailHost ? this.reverse(mailHost) : null,
    ]);
    const findings = { spf, dmarc, dkimKeyBits, reverse: hasReverse };
    this.known = { at: now, findings };
    return findings;
  }

  private async spf(domain: string): Promise<boolean | null> {
    const records = await this.texts(domain);
    return records && records.some((text) => /^v=spf1(?:\s|$)/i.test(text));
  }

  /** The record of the domain, else of the organization above it (RFC 7489 §6.6.3). */
  private async dmarc(domain: string): Promise<DomainFindings['dmarc']> {
    for (const name of new Set([domain, domain.split('.').slice(-2).join('.')])) {
      const records = await this.texts(`_dmarc.${name}`);
      if (!records) return null;
      const policy = records
        .map((text) => /^v=DMARC1\s*;.*\bp=(none|quarantine|reject)/i.exec(text)?.[1])
        .find(Boolean);
      if (policy) return policy.toLowerCase() as 'none' | 'quarantine' | 'reject';
    }
    return false;
  }

  private async keyBits(signer: DkimSigner): Promise<number | null> {
    const records = await this.texts(`${signer.selector}._domainkey.${signer.domain}`);
    return records && Math.max(0, ...records.map((record) => keyBits(record, signer)));
  }

  private async reverse(host: string): Promise<boolean | null> {
    const addresses = await answer(this.resolver.resolve4(host));
    const address = addresses?.[0];
    if (!address) return null;
    const names = await answer(this.resolver.reverse(address));
    if (!names) return null;
    const back = await Promise.all(names.map((name) => answer(this.resolver.resolve4(name))));
    return back.some((found) => found?.includes(address));
  }

  /** Empty: there are none. Null: nobody answered. */
  private async texts(name: string): Promise<string[] | null> {
    const records = await answer(this.resolver.resolveTxt(name));
    return records && records.map((parts) => parts.join(''));
  }
}

/** Bits of the published half of our key; 0 for another's, one that is revoked, or no key: nothing of ours passes with it (RFC 6376 §3.6.1). */
function keyBits(record: string, { privateKey }: DkimSigner): number {
  const text = /(?:^|;)\s*p=([A-Za-z0-9+/=\s]*)/.exec(record)?.[1]?.replace(/\s/g, '') ?? '';
  const ours = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return Buffer.from(text, 'base64').equals(ours) ? (privateKey.asymmetricKeyDetails?.modulusLength ?? 0) : 0;
}

/** The domains that mails of this installation come from, each asked now and then. */
export class SendingDomains {
  private readonly known = new Map<string, SendingDomain>();

  constructor(private readonly config: Config) {}

  /** Null on somebody's own machine: its catcher asks no DNS, and the invented domain of its sender has none. */
  async findings(domain: string): Promise<DomainFindings | null> {
    if (this.config.local) return null;
    const asked =
      this.known.get(domain) ?? new SendingDomain({ domain, dkim: this.config.dkim, mailHost: this.mailHost() });
    this.known.set(domain, asked);
    return asked.findings();
  }

  private mailHost(): string | null {
    const { sesUrl, smtpUrl } = this.config.mail;
    return !sesUrl && smtpUrl ? readSmtpUrl(smtpUrl).host : null;
  }
}

/** What DNS says within some seconds; "there is none" is an answer. */
async function answer<Value>(asking: Promise<Value[]>): Promise<Value[] | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), patienceMs).unref());
  try {
    return await Promise.race([asking, late]);
  } catch (error) {
    const code = (error as { code?: string }).code;
    return code === 'ENOTFOUND' || code === 'ENODATA' ? [] : null;
  }
}
