import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { type Resolver, SendingDomain } from './sending-domain.js';

const none = () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' }));
const broken = () => Promise.reject(Object.assign(new Error('timeout'), { code: 'ETIMEOUT' }));

/** Invented DNS: names and their records. */
const dns = (texts: Record<string, string[][]>, hosts: Record<string, string[]> = {}): Resolver => ({
  resolveTxt: (name) => (texts[name] ? Promise.resolve(texts[name]) : none()),
  resolve4: (name) => (hosts[name] ? Promise.resolve(hosts[name]) : none()),
  reverse: (address) => (hosts[address] ? Promise.resolve(hosts[address]) : none()),
});

const pair = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
const ours = pair(2048);
const signing = (privateKey: typeof ours.privateKey) => ({
  domain: 'mail.porchlight.example',
  dkim: { domain: 'porchlight.example', selector: 'a', privateKey },
  mailHost: 'out.porchlight.example',
});
const asked = signing(ours.privateKey);
const publicOf = (privateKey: typeof ours.privateKey) =>
  createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64');
const key = publicOf(ours.privateKey);

it('finds what a domain that is set up right publishes', async () => {
  const resolver = dns(
    {
      'mail.porchlight.example': [['google-verification=x'], ['v=spf1 include:', 'relay.example -all']],
      '_dmarc.porchlight.example': [['v=DMARC1; p=quarantine; rua=mailto:d@porchlight.example']],
      'a._domainkey.porchlight.example': [['v=DKIM1; k=rsa; p=', key]],
    },
    { 'out.porchlight.example': ['192.0.2.7'], '192.0.2.7': ['out.porchlight.example'] },
  );
  expect(await new SendingDomain(asked, resolver).findings()).toEqual({
    spf: true,
    dmarc: 'quarantine',
    dkimKeyBits: 2048,
    reverse: true,
  });
});

it('tells a record that is not there from DNS that does not answer', async () => {
  expect(await new SendingDomain(asked, dns({})).findings()).toMatchObject({
    spf: false,
    dmarc: false,
    dkimKeyBits: 0,
  });
  const silent = { resolveTxt: broken, resolve4: broken, reverse: broken };
  expect(await new SendingDomain(asked, silent).findings()).toEqual({
    spf: null,
    dmarc: null,
    dkimKeyBits: null,
    reverse: null,
  });
});

it('tells a short key, and a mail server whose name does not lead back', async () => {
  const { privateKey } = pair(1024);
  const resolver = dns(
    { 'a._domainkey.porchlight.example': [[`v=DKIM1; p=${publicOf(privateKey)}`]] },
    { 'out.porchlight.example': ['192.0.2.7'], '192.0.2.7': ['other.example'], 'other.example': ['192.0.2.9'] },
  );
  const findings = await new SendingDomain(signing(privateKey), resolver).findings();
  expect(findings).toMatchObject({ dkimKeyBits: 1024, reverse: false });
});

it('asks again only after some minutes', async () => {
  const texts: Record<string, string[][]> = {};
  const domain = new SendingDomain(asked, dns(texts));
  expect((await domain.findings(0)).spf).toBe(false);
  texts['mail.porchlight.example'] = [['v=spf1 -all']];
  expect((await domain.findings(60_000)).spf).toBe(false);
  expect((await domain.findings(3_600_000)).spf).toBe(true);
});

it.each([
  ['a revoked key', 'v=DKIM1; p='],
  ['the key of another', `v=DKIM1; k=rsa; p=${publicOf(pair(2048).privateKey)}`],
  ['something else', 'hello'],
])('does not take %s for our key', async (_, record) => {
  const resolver = dns({ 'a._domainkey.porchlight.example': [[record]] });
  expect((await new SendingDomain(asked, resolver).findings()).dkimKeyBits).toBe(0);
});
