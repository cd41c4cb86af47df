import { html, raw } from 'hono/html';
import type { Html, PageAnswer } from '../answer.js';
import { stylesheet } from '../stylesheet.js';

/** To the letter what the security policy's digest was made of. */
const style = raw(`<style>${stylesheet}</style>`);

/** A whole page. The title is in the browser's tab; the body brings its own first heading. */
export async function writePage({ title, body, foot }: PageAnswer): Promise<string> {
  const page: Html = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Porchlight</title>
        ${style}
        <link rel="icon" href="/porchlight.svg" type="image/svg+xml" />
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header class="top"><span class="lamp" aria-hidden="true"></span>Porchlight</header>
        <main id="content">${body}</main>
        <footer>
          ${foot ?? ''}
          <p><a href="/h/privacy">Privacy</a></p>
        </footer>
      </body>
    </html>`;
  return String(await page);
}
