import { isMachine } from './machines.js';

const chrome =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36';
const person = {
  method: 'GET',
  isSecure: true,
  headers: { 'user-agent': chrome, 'accept-language': 'en-US,en;q=0.9', 'sec-fetch-dest': 'document' },
};
const withHeaders = (headers: Record<string, string | undefined>) => ({
  ...person,
  headers: { ...person.headers, ...headers },
});

it.each([
  chrome,
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
])('takes %s for a person', (agent) => expect(isMachine(withHeaders({ 'user-agent': agent }))).toBe(false));

it.each([
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/150.0.0.0 Safari/537.36',
  'Mozilla/5.0 (compatible; Barracuda Sentinel)',
  'python-requests/2.32',
  'curl/8.9',
  'Mozilla/5.0 (compatible; bingbot/2.0)',
  '',
])('takes %j for a machine', (agent) => expect(isMachine(withHeaders({ 'user-agent': agent }))).toBe(true));

it('takes whoever only asks for the head of a page, or fetches it ahead, for a machine', () => {
  expect(isMachine({ ...person, method: 'HEAD' })).toBe(true);
  expect(isMachine(withHeaders({ 'sec-purpose': 'prefetch;prerender' }))).toBe(true);
});

it('takes a browser that speaks no language, or forgets what browsers of its kind always say, for a machine', () => {
  expect(isMachine(withHeaders({ 'accept-language': undefined }))).toBe(true);
  expect(isMachine(withHeaders({ 'sec-fetch-dest': undefined }))).toBe(true);
  expect(isMachine(withHeaders({ 'sec-fetch-dest': 'empty' }))).toBe(true);
});

it('does not miss what browsers leave out where the connection is not secure', () => {
  expect(isMachine({ ...withHeaders({ 'sec-fetch-dest': undefined }), isSecure: false })).toBe(false);
});
