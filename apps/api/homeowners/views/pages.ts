import { html } from 'hono/html';
import type { PageAnswer } from '../answer.js';

/** Somebody at this address, or near it, has tried very many links. */
export const shutOutPage = (): PageAnswer => ({
  title: 'Too many tries',
  status: 429,
  body: html`<section class="card">
    <h1>Too many tries</h1>
    <p>
      Very many links that do not work were opened from your network. Wait ten minutes, then open the link in your mail
      again.
    </p>
  </section>`,
});

export const notFoundPage = (): PageAnswer => ({
  title: 'There is nothing here',
  status: 404,
  body: html`<section class="card">
    <h1>There is nothing at this address</h1>
    <p>
      The link may be incomplete: some mail programs break long links in two. Press the button in the mail, or sign in
      to your Hub.
    </p>
    <p><a class="button" href="/h">To my Hub</a></p>
  </section>`,
});

export const privacyPage = (): PageAnswer => ({
  title: 'Privacy',
  body: html`<section class="card">
    <h1>What we keep, and for what</h1>
    <p>Porchlight keeps Hubs for real-estate agents. Your agent invited you and decides what stands in your Hub.</p>
    <ul>
      <li>
        We keep your name, your e-mail address, the address and details of your home, your questions and what you said
        was wrong.
      </li>
      <li>
        We note when mail was sent to you, when you claimed your Hub and when you opened it, so that you and your agent
        can see it.
      </li>
      <li>
        These pages set one cookie that keeps you signed in. They load nothing from other companies and follow you
        nowhere.
      </li>
      <li>Nothing is sold or handed on.</li>
    </ul>
    <p>
      In your Hub, under “My data”, you can download everything, leave, or have everything deleted. After that, only an
      unreadable mark of your address stays, so that nobody mails you again if you asked for that.
    </p>
    <p><a href="/h">To my Hub</a></p>
  </section>`,
});

export const tooManyCodesPage = (): PageAnswer => ({
  title: 'Too many codes',
  status: 429,
  body: html`<section class="card">
    <h1>Too many codes were asked for</h1>
    <p>Very many codes were asked for from your network within an hour. Wait an hour, then try again.</p>
  </section>`,
});
