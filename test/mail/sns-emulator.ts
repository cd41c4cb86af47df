import { createSign, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeCertificate } from './certificate.js';

type Fields = Record<string, string>;
const host = 'https://sns.us-east-1.amazonaws.com';

/** Amazon SNS as far as a subscriber sees it, written from its documentation: signed deliveries, its certificate, confirmations. */
export class SnsEmulator {
  readonly topic = 'arn:aws:sns:us-east-1:123456789012:mail';
  /** Tokens of subscriptions that somebody has confirmed. */
  readonly confirmed: string[] = [];
  /** What was asked of it. */
  readonly asked: string[] = [];
  private readonly keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private readonly path = `/SimpleNotificationService-${randomBytes(16).toString('hex')}.pem`;
  private server: Server | null = null;

  async listen(): Promise<void> {
    const certificate = makeCertificate(this.keys, 'sns.amazonaws.com');
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', host);
      this.asked.push(url.pathname);
      if (url.pathname === this.path) return void response.end(certificate);
      if (url.pathname.endsWith('.pem')) return void response.writeHead(404).end();
      if (url.searchParams.get('Action') === 'ConfirmSubscription')
        this.confirmed.push(url.searchParams.get('Token') ?? '');
      response.end('<ConfirmSubscriptionResponse/>');
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  get origin(): string {
    if (!this.server) throw new Error('The emulator does not listen');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server?.close(resolve) ?? resolve(null));
  }

  /** A delivery as it is sent. @param changed fields other than usual, signed with the rest */
  notification(message: object | string, changed: Fields = {}): Fields {
    return this.signed({
      Type: 'Notification',
      MessageId: randomUUID(),
      TopicArn: this.topic,
      Message: typeof message === 'string' ? message : JSON.stringify(message),
      Timestamp: new Date().toISOString(),
      SignatureVersion: '2',
      ...changed,
    });
  }

  subscription(changed: Fields = {}): Fields & { Token: string } {
    const Token = randomBytes(32).toString('hex');
    const topic = changed.TopicArn ?? this.topic;
    const fields = this.signed({
      Type: 'SubscriptionConfirmation',
      MessageId: randomUUID(),
      Token,
      TopicArn: topic,
      Message: `You have chosen to subscribe to the topic ${topic}.`,
      SubscribeURL: `${host}/?Action=ConfirmSubscription&TopicArn=${topic}&Token=${Token}`,
      Timestamp: new Date().toISOString(),
      SignatureVersion: '1',
      ...changed,
    });
    return { ...fields, Token };
  }

  private signed(fields: Fields): Fields {
    const names = ['Message', 'MessageId', 'Subject', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
    const text = names
      .filter((name) => fields[name] !== undefined)
      .map((name) => `${name}\n${fields[name]}\n`)
      .join('');
    const algorithm = fields.SignatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256';
    const Signature = createSign(algorithm).update(text).sign(this.keys.privateKey, 'base64');
    return { SigningCertURL: `${host}${this.path}`, Signature, ...fields };
  }
}
