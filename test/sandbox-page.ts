/** The Sandbox CRM's own page, as somebody who has just started the platform uses it. */
export class SandboxPage {
  constructor(private readonly url: string) {}

  async key(): Promise<string> {
    const page = await (await fetch(this.url)).text();
    return /<code>([^<]+)<\/code>/.exec(page)?.[1] ?? '';
  }

  /** Presses a button of its page, with what stands in the form beside it. */
  async press(button: 'revoke' | 'renew' | 'add', form: Record<string, string> = {}): Promise<void> {
    const { origin } = new URL(this.url);
    const answer = await fetch(`${origin}/page/${button}`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form),
      redirect: 'manual',
    });
    if (answer.status !== 303) throw new Error(`The sandbox answered ${answer.status} to ${button}.`);
  }
}
