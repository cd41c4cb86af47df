export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte; otherwise STARTTLS when the server offers it. */
  secure: boolean;
  /** No mail and no password in the clear. */
  requireTls: boolean;
  /** What we call ourselves; the machine's name by default. */
  name: string | null;
  auth: { user: string; pass: string } | null;
}

/** `smtp://user:password@host:587?requireTLS=true&name=mail.example.com`, `smtps://…` */
export function readSmtpUrl(text: string): SmtpServer {
  const url = new URL(text);
  const secure = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTls: url.searchParams.get('requireTLS') === 'true',
    name: url.searchParams.get('name'),
    auth: user ? { user, pass: decodeURIComponent(url.password) } : null,
  };
}
