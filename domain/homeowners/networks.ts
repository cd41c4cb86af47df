/** The network that an address of the internet belongs to: /24 of IPv4, /48 of IPv6, for counting who tries from many addresses. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(mapped)) return `${mapped.split('.').slice(0, 3).join('.')}.0/24`;
  return `${expanded(mapped).slice(0, 3).join(':')}::/48`;
}

/** The eight groups of an IPv6 address, in full and in lower case. */
function expanded(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = !tail ? [] : tail.split(':');
  const middle =
    tail === undefined ? [] : Array.from({ length: Math.max(8 - front.length - back.length, 0) }, () => '0');
  return [...front, ...middle, ...back].map((group) => group.padStart(4, '0'));
}
