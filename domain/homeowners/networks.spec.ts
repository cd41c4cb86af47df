import { networkOf } from './networks.js';

it.each([
  ['203.0.113.7', '203.0.113.0/24'],
  ['::ffff:203.0.113.7', '203.0.113.0/24'],
  ['2001:db8:1:2::7', '2001:0db8:0001::/48'],
  ['2001:DB8:1::', '2001:0db8:0001::/48'],
  ['::1', '0000:0000:0000::/48'],
])('counts %s with the others of %s', (address, network) => expect(networkOf(address)).toBe(network));
